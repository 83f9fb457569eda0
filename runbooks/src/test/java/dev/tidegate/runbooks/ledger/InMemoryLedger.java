package dev.tidegate.runbooks.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** A ledger in memory. */
public final class InMemoryLedger implements Ledger {
    private final List<Entry> entries = new ArrayList<>();
    private final Predicate<LeaseCondition> met;
    private volatile boolean unreadable;

    public InMemoryLedger(Predicate<LeaseCondition> met) {
        this.met = met;
    }

    @Override
    public synchronized Entry append(Draft draft) {
        Entry entry =
                entries.isEmpty()
                        ? Entry.first(draft)
                        : entries.get(entries.size() - 1).next(draft);
        entries.add(entry);
        return entry;
    }

    @Override
    public synchronized Entry append(Draft draft, LeaseCondition condition) {
        if (!met.test(condition)) {
            throw new LeaseLostException(condition);
        }
        return append(draft);
    }

    /** Sets whether reads fail from now on. */
    public void unreadable(boolean now) {
        unreadable = now;
    }

    /** Simulates failover to a standby that had not received the newest entries. */
    public synchronized void lose(int newest) {
        entries.subList(entries.size() - newest, entries.size()).clear();
    }

    @Override
    public synchronized List<Entry> read(LedgerQuery query) {
        if (unreadable) {
            throw new LedgerException("cannot be read");
        }
        int from = (int) Math.min(query.after(), entries.size());
        var found = new ArrayList<>(entries.subList(from, entries.size()));
        found.removeIf(e -> !query.matches(e));
        if (query.newestFirst()) {
            Collections.reverse(found);
        }
        int limit = query.limit().orElse(found.size());
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    @Override
    public synchronized ChainCheck verify(LongConsumer reached) {
        return ChainCheck.of(entries);
    }

    @Override
    public void close() {}
}
