package dev.tidegate.runbooks.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a ledger: each read returns what is new. A ledger can lose its newest entries, as when a
 * standby takes over, and reuse their sequence numbers; so the entry read last must still be there
 * with its hash. If it is not, a tail {@linkplain #ofAll of everything} reads everything again, and
 * one that began {@linkplain #fromNow at the end} goes back to the newest entry it has seen that
 * still exists. Not thread-safe.
 */
public final class LedgerTail {
    private static final int MAX_REMEMBERED = 1_000; // far more than a standby can lack

    private final Ledger ledger;
    private final boolean fromStart;
    private final Deque<Position> seen = new ArrayDeque<>(); // newest first
    private Optional<Filter> filter = Optional.empty();
    private long begin; // sequence before the first new entry
    private boolean lost; // and not yet reported

    private record Position(long sequence, String hash) {
        static Position of(Entry entry) {
            return new Position(entry.sequence(), entry.hash());
        }
    }

    /** Kinds and subject of a query; a query with others is answered from the start. */
    private record Filter(Set<String> kinds, Optional<String> subject) {
        static Filter of(LedgerQuery query) {
            return new Filter(query.kinds(), query.subject());
        }
    }

    private LedgerTail(Ledger ledger, boolean fromStart) {
        this.ledger = ledger;
        this.fromStart = fromStart;
    }

    /** First returns everything, then what is new for the same kinds and subject. */
    public static LedgerTail ofAll(Ledger ledger) {
        return new LedgerTail(ledger, true);
    }

    /**
     * Returns what is written from now on.
     *
     * @throws LedgerException when it cannot be read
     */
    public static LedgerTail fromNow(Ledger ledger) {
        LedgerTail tail = new LedgerTail(ledger, false);
        List<Entry> newest = ledger.read(LedgerQuery.all().newest(MAX_REMEMBERED));
        newest.forEach(entry -> tail.seen.addLast(Position.of(entry)));
        return tail;
    }

    /**
     * @param entries oldest first
     * @param reset whether entries read before are void: all of them or, for a tail that began at
     *     the end, those with the same sequence numbers
     */
    public record Update(List<Entry> entries, boolean reset) {}

    /**
     * What is new for the query's kinds and subject. With a limit, a tail that began at the end may
     * have more when it returns that many.
     *
     * @throws LedgerException when it cannot be read; the next read misses nothing
     */
    public Update read(LedgerQuery query) {
        return fromStart ? readAll(query) : readSince(query);
    }

    /** Makes the next read return everything. */
    public void startOver() {
        seen.clear();
    }

    private Update readAll(LedgerQuery query) {
        Filter requested = Filter.of(query);
        Optional<Position> before =
                Optional.ofNullable(seen.peekFirst())
                        .filter(p -> filter.equals(Optional.of(requested)));
        if (before.isPresent()) {
            List<Entry> found = ledger.read(query.after(before.get().sequence() - 1));
            if (!found.isEmpty() && found.get(0).hash().equals(before.get().hash())) {
                return advance(found.subList(1, found.size()), false);
            }
        }
        List<Entry> found = ledger.read(query.after(0));
        seen.clear();
        filter = Optional.of(requested);
        return advance(found, true);
    }

    private Update advance(List<Entry> entries, boolean reset) {
        if (!entries.isEmpty()) {
            seen.clear();
            seen.addFirst(Position.of(entries.get(entries.size() - 1)));
        }
        return new Update(entries, reset);
    }

    private Update readSince(LedgerQuery query) {
        dropLostEntries();
        // read first, so that nothing written in between is missed
        List<Entry> newest = ledger.read(LedgerQuery.all().newest(1));
        List<Entry> found = ledger.read(query.after(begin));
        boolean more = query.limit().isPresent() && found.size() >= query.limit().getAsInt();
        found.forEach(entry -> seen.addFirst(Position.of(entry)));
        if (!more) {
            newest.stream()
                    .filter(entry -> entry.sequence() > reached())
                    .forEach(entry -> seen.addFirst(Position.of(entry)));
        }
        while (seen.size() > MAX_REMEMBERED) {
            seen.removeLast();
        }
        Update update = new Update(found, lost);
        lost = false;
        return update;
    }

    private long reached() {
        return seen.isEmpty() ? begin : seen.getFirst().sequence();
    }

    private void dropLostEntries() {
        begin = reached();
        while (!seen.isEmpty() && !exists(seen.getFirst())) {
            begin = seen.getFirst().sequence() - 1;
            lost = true;
            seen.removeFirst();
        }
        begin = seen.isEmpty() ? begin : reached();
    }

    private boolean exists(Position position) {
        return ledger.read(LedgerQuery.all().after(position.sequence() - 1).oldest(1)).stream()
                .map(Position::of)
                .anyMatch(position::equals);
    }
}
