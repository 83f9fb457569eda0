package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Contract of {@link Ledger}; the test of each implementation inherits it. */
public abstract class LedgerContract {
    protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    /** An empty ledger. */
    protected abstract Ledger ledger();

    /** A second instance for the ledger of {@link #ledger}, as in another process. */
    protected abstract Ledger sameLedger();

    /** Grants the lease and returns the condition to write under it. */
    protected abstract LeaseCondition grant(String lease, String holder);

    protected static Draft draft(String subject, int n) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("n", n);
        return new Draft(NOW.plusSeconds(n), "test", subject, "tester", body);
    }

    @Test
    void entriesAreNumberedFromOneWithoutGaps() {
        Ledger ledger = ledger();

        for (int i = 1; i <= 5; i++) {
            assertThat(ledger.append(draft("a", i)).sequence()).isEqualTo(i);
        }
    }

    @Test
    void whatIsReadIsWhatWasAppended() {
        Ledger ledger = ledger();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("zeta", 0.1)
                .put("alpha", "ü \" \n")
                .put("big", Long.MAX_VALUE)
                .put("tiny", 1e-300);
        body.putArray("list").add(1.50).addNull().add(true);

        Entry written = ledger.append(new Draft(NOW, "test", "a", "me", body));

        assertThat(ledger.read(LedgerQuery.all())).containsExactly(written);
        assertThat(written.content().at()).isEqualTo(NOW);
        assertThat(ledger.verify()).isEqualTo(new ChainCheck.Intact(1, written.hash()));
    }

    @Test
    void eachEntryIsBoundToTheOneBefore() {
        Ledger ledger = ledger();

        Entry first = ledger.append(draft("a", 1));
        Entry second = sameLedger().append(draft("a", 2));

        assertThat(first.previousHash()).isEqualTo(Entry.NO_PREVIOUS);
        assertThat(second.previousHash()).isEqualTo(first.hash());
    }

    @Test
    void queriesNarrowByEveryCriterion() {
        Ledger ledger = ledger();
        for (int i = 1; i <= 6; i++) {
            ledger.append(draft(i % 2 == 0 ? "even" : "odd", i));
        }

        assertThat(numbers(ledger, LedgerQuery.all().subject("even"))).containsExactly(2, 4, 6);
        assertThat(numbers(ledger, LedgerQuery.all().after(4))).containsExactly(5, 6);
        assertThat(numbers(ledger, LedgerQuery.all().newest(2))).containsExactly(6, 5);
        assertThat(numbers(ledger, LedgerQuery.all().oldest(2))).containsExactly(1, 2);
        assertThat(numbers(ledger, LedgerQuery.all().kind("other"))).isEmpty();
        assertThat(numbers(ledger, LedgerQuery.all().kind("test", "other"))).hasSize(6);
        assertThat(
                        numbers(
                                ledger,
                                LedgerQuery.all().between(NOW.plusSeconds(2), NOW.plusSeconds(4))))
                .containsExactly(2, 3);
    }

    private static List<Integer> numbers(Ledger ledger, LedgerQuery query) {
        return ledger.read(query).stream().map(e -> e.content().body().get("n").asInt()).toList();
    }

    @Test
    void aFewEntriesOfSeveralKindsAreTheFirstOrTheLastOfThemAll() {
        Ledger ledger = ledger();
        for (int i = 1; i <= 30; i++) {
            Draft any = draft(i % 2 == 0 ? "a" : "b", i);
            String kind = i % 5 == 0 ? "rare" : i % 3 == 0 ? "other" : "cycle";
            ledger.append(new Draft(any.at(), kind, any.subject(), any.actor(), any.body()));
        }
        LedgerQuery some = LedgerQuery.all().kind("rare", "other", "none");

        assertThat(ledger.read(some.oldest(4)))
                .extracting(Entry::sequence)
                .containsExactly(3L, 5L, 6L, 9L);
        assertThat(ledger.read(some.newest(4)))
                .extracting(Entry::sequence)
                .containsExactly(30L, 27L, 25L, 24L);
        assertThat(ledger.read(some.subject("b").after(9).oldest(2)))
                .extracting(Entry::sequence)
                .containsExactly(15L, 21L);
        assertThat(ledger.read(some.subject("a")))
                .extracting(Entry::sequence)
                .containsExactly(6L, 10L, 12L, 18L, 20L, 24L, 30L);
        assertThat(ledger.read(some.between(NOW.plusSeconds(4), NOW.plusSeconds(9)).newest(9)))
                .extracting(Entry::sequence)
                .containsExactly(6L, 5L);
    }

    @Test
    void writersAtOnceLoseNothingAndKeepTheChain() throws Exception {
        List<Ledger> doors = List.of(ledger(), sameLedger());
        var pool = Executors.newFixedThreadPool(8);
        try {
            var work = new ArrayList<Callable<Entry>>();
            for (int i = 0; i < 80; i++) {
                int n = i;
                work.add(() -> doors.get(n % 2).append(draft("a", n)));
            }
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(doors.get(0).verify())
                .isInstanceOfSatisfying(
                        ChainCheck.Intact.class, i -> assertThat(i.entries()).isEqualTo(80));
        assertThat(numbers(doors.get(0), LedgerQuery.all())).doesNotHaveDuplicates().hasSize(80);
    }

    @Test
    void entryUnderALeaseIsWrittenWhileItsFenceIsTheNewest() {
        Ledger ledger = ledger();
        LeaseCondition current = grant("target", "me");

        assertThat(ledger.append(draft("a", 1), current).sequence()).isEqualTo(1);
    }

    @Test
    void entryUnderAnOldFenceIsRefusedAndNothingIsWritten() {
        Ledger ledger = ledger();
        LeaseCondition old = grant("target", "me");
        grant("target", "me");

        assertThatThrownBy(() -> ledger.append(draft("a", 1), old))
                .isInstanceOf(LeaseLostException.class);
        assertThat(ledger.read(LedgerQuery.all())).isEmpty();
    }

    @Test
    void secretsAreWithheldByTheirName() {
        Ledger ledger = ledger();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("http").put("Authorization", "Bearer open-sesame").put("tokens", 17);
        body.putArray("list").addObject().put("db-password", "hunter2");
        body.put("secret", "PAGER_KEY");

        String text = ledger.append(new Draft(NOW, "test", "a", "me", body)).toJson().toString();

        assertThat(text)
                .doesNotContain("sesame")
                .doesNotContain("hunter2")
                .contains("17")
                .contains("PAGER_KEY");
    }
}
