package dev.tidegate.runbooks.ledger;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * An append-only record, each entry bound to the one before by its hash.
 *
 * <p>When {@code append} returns, the entry survives the death of the process and of the machine's
 * power; when it throws, the caller does not know and must not act on it. Thread-safe; several
 * processes may hold the same ledger. {@code LedgerContract} in the tests holds every one to this.
 */
public interface Ledger extends AutoCloseable {

    /** Blocks until the entry is on disk. */
    Entry append(Draft draft) throws LedgerException;

    /**
     * As {@link #append(Draft)}, in one step with looking whether the lease still has this fence.
     *
     * @throws LeaseLostException when it has not; then nothing was written
     */
    Entry append(Draft draft, LeaseCondition leaseCondition) throws LedgerException;

    /**
     * As {@link #append(Draft, Proviso)}, without waiting for the disk: the entry survives the death of the
     * process at once, and that of the machine's power as soon as any later append has returned. For what
     * would be found out again by looking.
     */
    default Entry appendAhead(Draft draft, LeaseCondition leaseCondition) throws LedgerException {
        return append(draft, leaseCondition);
    }

    /** Entries in the order that the query asks for. */
    List<Entry> read(LedgerQuery query) throws LedgerException;

    /** Hands over entries oldest first, those that are written meanwhile too; read a page at a time, for all may not fit into memory. */
    default void each(LedgerQuery query, Consumer<Entry> told) throws LedgerException {
        until(
                query,
                entry -> {
                    told.accept(entry);
                    return false;
                });
    }

    /** As {@link #each}, until {@code enough} says so; whether it did. */
    default boolean until(LedgerQuery query, Predicate<Entry> enough) throws LedgerException {
        int most = 1_000; // of a page
        long reached = query.after();
        while (true) {
            List<Entry> page = read(query.after(reached).oldest(most));
            for (Entry entry : page) {
                if (enough.test(entry)) {
                    return true;
                }
                reached = entry.sequence();
            }
            if (page.size() < most) {
                return false;
            }
        }
    }

    /** Recomputes every hash from the first entry on. */
    default ChainCheck verify() throws LedgerException {
        return verify(sequence -> {});
    }

    /** As {@link #verify()}, and may say from time to time which sequence was reached. */
    ChainCheck verify(LongConsumer reached) throws LedgerException;

    @Override
    void close();
}
