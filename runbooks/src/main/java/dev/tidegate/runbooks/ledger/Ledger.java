package dev.tidegate.runbooks.ledger;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * An append-only, hash-chained record.
 *
 * <p>When {@code append} returns, the entry survives a process crash and power loss; when it
 * throws, the caller does not know whether it was written and must not act on it. Thread-safe;
 * several processes may share a ledger. {@code LedgerContract} in the tests checks every
 * implementation.
 */
public interface Ledger extends AutoCloseable {

    /** Blocks until the entry is on disk. */
    Entry append(Draft draft) throws LedgerException;

    /**
     * As {@link #append(Draft)}, atomically with checking that the lease still has this fence.
     *
     * @throws LeaseLostException when it does not; then nothing was written
     */
    Entry append(Draft draft, LeaseCondition condition) throws LedgerException;

    /**
     * As {@link #append(Draft, LeaseCondition)}, without waiting for the disk: the entry survives a
     * process crash at once, and power loss as soon as any later append has returned. For what
     * could be found out again by reading the target.
     */
    default Entry appendAhead(Draft draft, LeaseCondition condition) throws LedgerException {
        return append(draft, condition);
    }

    /** The matching entries, in the query's order. */
    List<Entry> read(LedgerQuery query) throws LedgerException;

    /**
     * Passes every matching entry to the action, oldest first, including those written meanwhile.
     * Reads page by page, since all may not fit into memory.
     */
    default void forEach(LedgerQuery query, Consumer<Entry> action) throws LedgerException {
        anyMatch(
                query,
                entry -> {
                    action.accept(entry);
                    return false;
                });
    }

    /**
     * As {@link #forEach}, stopping at the first entry that matches the predicate; returns whether
     * one did.
     */
    default boolean anyMatch(LedgerQuery query, Predicate<Entry> predicate) throws LedgerException {
        int pageSize = 1_000;
        long reached = query.after();
        while (true) {
            List<Entry> page = read(query.after(reached).oldest(pageSize));
            for (Entry entry : page) {
                if (predicate.test(entry)) {
                    return true;
                }
                reached = entry.sequence();
            }
            if (page.size() < pageSize) {
                return false;
            }
        }
    }

    /** Verifies the whole chain, from the first entry. */
    default ChainCheck verify() throws LedgerException {
        return verify(sequence -> {});
    }

    /** As {@link #verify()}, reporting progress: the sequence verified so far. */
    ChainCheck verify(LongConsumer reached) throws LedgerException;

    @Override
    void close();
}
