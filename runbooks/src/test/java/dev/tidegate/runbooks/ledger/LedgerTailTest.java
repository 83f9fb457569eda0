package dev.tidegate.runbooks.ledger;

import static dev.tidegate.runbooks.ledger.LedgerContract.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What a reader is told who asks a ledger again and again, also one that loses its end. */
final class LedgerTailTest {
    private static final LedgerQuery OF_A = LedgerQuery.all().subject("a");

    private final Replaced ledger = new Replaced();

    @Test
    void oneOfAllTellsAllAndThenWhatIsNew() {
        append("a1", "b2", "a3");
        LedgerTail tail = LedgerTail.ofAll(ledger);

        assertThat(describe(tail.read(OF_A))).containsExactly("anew", "a1", "a3");
        append("b4", "a5");
        assertThat(describe(tail.read(OF_A))).containsExactly("a5");
        assertThat(describe(tail.read(OF_A))).isEmpty();
    }

    @Test
    void oneOfAllThatIsAskedSomethingElseBeginsAnew() {
        append("a1", "b2");
        LedgerTail tail = LedgerTail.ofAll(ledger);
        tail.read(OF_A);

        assertThat(describe(tail.read(LedgerQuery.all()))).containsExactly("anew", "a1", "b2");
    }

    @Test
    void oneOfAllThatIsToStartOverTellsAllAgain() {
        append("a1", "a2");
        LedgerTail tail = LedgerTail.ofAll(ledger);
        tail.read(OF_A);

        tail.startOver();

        assertThat(describe(tail.read(OF_A))).containsExactly("anew", "a1", "a2");
    }

    @Test
    void oneOfAllReadsALedgerThatLostItsEndAnew() {
        append("a1", "a2", "a3");
        LedgerTail tail = LedgerTail.ofAll(ledger);
        tail.read(OF_A);

        ledger.keepOnly(1);
        append("a7", "a8");

        assertThat(describe(tail.read(OF_A))).containsExactly("anew", "a1", "a7", "a8");
    }

    @Test
    void oneFromNowTellsOnlyWhatIsWrittenLater() {
        append("a1", "b2");
        LedgerTail tail = LedgerTail.fromNow(ledger);

        assertThat(describe(tail.read(OF_A))).isEmpty();
        append("b3", "a4");
        assertThat(describe(tail.read(OF_A))).containsExactly("a4");
        append("a5");
        assertThat(describe(tail.read(OF_A))).containsExactly("a5");
    }

    @Test
    void oneFromNowMayBeginBeforeTheFirstEntry() {
        LedgerTail tail = LedgerTail.fromNow(ledger);

        append("b1", "a2");

        assertThat(describe(tail.read(OF_A))).containsExactly("a2");
    }

    @Test
    void oneFromNowIsReadPageByPage() {
        LedgerTail tail = LedgerTail.fromNow(ledger);
        append("a1", "b2", "a3", "a4", "b5", "a6");

        assertThat(describe(tail.read(OF_A.oldest(2)))).containsExactly("a1", "a3");
        assertThat(describe(tail.read(OF_A.oldest(2)))).containsExactly("a4", "a6");
        assertThat(describe(tail.read(OF_A.oldest(2)))).isEmpty();
    }

    @Test
    void whatTookTheNumbersOfLostEntriesIsToldByOneFromNow() {
        append("a1", "b2");
        LedgerTail tail = LedgerTail.fromNow(ledger);
        append("a3", "b4", "a5");
        tail.read(OF_A);

        ledger.keepOnly(3);
        append("a9");

        assertThat(describe(tail.read(OF_A))).containsExactly("anew", "a9");
        append("a10");
        assertThat(describe(tail.read(OF_A))).containsExactly("a10");
    }

    @Test
    void alsoWhereTheLossReachesBehindTheBeginning() {
        append("a1", "b2", "a3");
        LedgerTail tail = LedgerTail.fromNow(ledger);

        ledger.keepOnly(1);
        append("b7", "a8", "a9", "a10");

        assertThat(describe(tail.read(OF_A))).containsExactly("anew", "a8", "a9", "a10");
    }

    @Test
    void alsoWhereNothingIsLeftAndTheReadingFailsAtFirst() {
        append("a1", "a2");
        LedgerTail tail = LedgerTail.fromNow(ledger);

        ledger.keepOnly(0);
        append("a7");
        ledger.readsUntilItFails = 2;
        assertThatThrownBy(() -> tail.read(OF_A)).isInstanceOf(LedgerException.class);

        assertThat(describe(tail.read(OF_A))).containsExactly("anew", "a7");
    }

    private static List<String> describe(LedgerTail.Update update) {
        var told = new ArrayList<String>();
        if (update.reset()) {
            told.add("anew");
        }
        update.entries()
                .forEach(
                        e ->
                                told.add(
                                        e.content().subject()
                                                + e.content().body().path("n").asInt()));
        return told;
    }

    /** Entries by subject and number. */
    private void append(String... names) {
        for (String name : names) {
            ledger.append(draft(name.substring(0, 1), Integer.parseInt(name.substring(1))));
        }
    }

    /** A ledger in whose place a standby steps, which has only the oldest of its entries. */
    private static final class Replaced implements Ledger {
        private InMemoryLedger now = new InMemoryLedger(condition -> true);
        private int readsUntilItFails = Integer.MAX_VALUE;

        void keepOnly(int oldest) {
            List<Entry> before = now.read(LedgerQuery.all());
            now = new InMemoryLedger(condition -> true);
            before.subList(0, oldest).forEach(entry -> now.append(entry.content()));
        }

        @Override
        public Entry append(Draft draft) {
            return now.append(draft);
        }

        @Override
        public Entry append(Draft draft, LeaseCondition condition) {
            return now.append(draft, condition);
        }

        @Override
        public List<Entry> read(LedgerQuery query) {
            if (readsUntilItFails-- == 0) {
                readsUntilItFails = Integer.MAX_VALUE;
                throw new LedgerException("away");
            }
            return now.read(query);
        }

        @Override
        public ChainCheck verify(LongConsumer reached) {
            return now.verify(reached);
        }

        @Override
        public void close() {}
    }
}
