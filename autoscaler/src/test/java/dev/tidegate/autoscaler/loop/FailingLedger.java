package dev.tidegate.autoscaler.loop;

import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.util.List;
import java.util.function.LongConsumer;

/** A ledger that fails on request: its disk is full, or it cannot be read. */
final class FailingLedger implements Ledger {
    private final Ledger real;
    boolean broken;
    boolean unreadable;
    int reads;
    boolean answerLost; // of the next entry, which is written
    Runnable beforeCommit = () -> {}; // of an entry under a lease

    FailingLedger(Ledger whole) {
        this.real = whole;
    }

    @Override
    public Entry append(Draft draft) {
        check();
        Entry entry = real.append(draft);
        if (answerLost) {
            answerLost = false;
            throw new LedgerException("connection lost");
        }
        return entry;
    }

    @Override
    public Entry append(Draft draft, LeaseCondition proviso) {
        check();
        beforeCommit.run();
        return real.append(draft, proviso);
    }

    @Override
    public List<Entry> read(LedgerQuery query) {
        reads++;
        if (unreadable) {
            throw new LedgerException("I/O error");
        }
        return real.read(query);
    }

    @Override
    public ChainCheck verify(LongConsumer reached) {
        return real.verify(reached);
    }

    @Override
    public void close() {
        real.close();
    }

    private void check() {
        if (broken) {
            throw new LedgerException("disk full");
        }
    }
}
