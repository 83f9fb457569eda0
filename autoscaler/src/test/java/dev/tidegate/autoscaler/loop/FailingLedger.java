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

/** A ledger whose disk is full, or cannot be read, while it is told so. */
final class FailingLedger implements Ledger {
    private final Ledger whole;
    boolean broken;
    boolean unreadable;
    int reads;
    boolean answerLost; // of the next entry, which is written all the same

    FailingLedger(Ledger whole) {
        this.whole = whole;
    }

    @Override
    public Entry append(Draft draft) {
        check();
        Entry entry = whole.append(draft);
        if (answerLost) {
            answerLost = false;
            throw new LedgerException("connection lost");
        }
        return entry;
    }

    @Override
    public Entry append(Draft draft, LeaseCondition proviso) {
        check();
        return whole.append(draft, proviso);
    }

    @Override
    public List<Entry> read(LedgerQuery query) {
        reads++;
        if (unreadable) {
            throw new LedgerException("I/O error");
        }
        return whole.read(query);
    }

    @Override
    public ChainCheck verify(LongConsumer reached) {
        return whole.verify(reached);
    }

    @Override
    public void close() {
        whole.close();
    }

    private void check() {
        if (broken) {
            throw new LedgerException("disk full");
        }
    }
}
