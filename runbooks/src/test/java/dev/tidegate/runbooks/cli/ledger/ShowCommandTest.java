package dev.tidegate.runbooks.cli.ledger;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.LedgerTail;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What happened, for somebody who was woken to find out. */
final class ShowCommandTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00.250Z");

    @TempDir private Path folder;
    private final StringWriter text = new StringWriter();
    private Instant now = START;

    @BeforeEach
    void write() {
        try (Ledger ledger = Ledgers.sqlite(store())) {
            var journal = new Journal(ledger, () -> now);
            journal.request("a", "ana", new RunEvent.Refused("ana", "not before\nnoon"));
            now = START.plus(Duration.ofHours(1));
            ObjectNode refused = JsonNodeFactory.instance.objectNode();
            refused.put("action", "RUN").put("why", "eve is no operator in prod");
            ledger.append(new Draft(now, "access-refused", "raise-floor", "eve", refused));
            now = START.plus(Duration.ofHours(2));
            ObjectNode strange = JsonNodeFactory.instance.objectNode().put("n", 7);
            ledger.append(new Draft(now, "of-the-future", "chat", "me", strange));
        }
    }

    private Path store() {
        return folder.resolve("ledger.db");
    }

    private List<String> show(int code, String... more) {
        var all = new ArrayList<>(List.of("show", "--store", store().toString()));
        all.addAll(List.of(more));
        text.getBuffer().setLength(0);
        int found =
                new CommandLine(new LedgerCommand())
                        .setOut(new PrintWriter(text))
                        .setErr(new PrintWriter(text))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(all.toArray(String[]::new));
        assertThat(found).as(text.toString()).isEqualTo(code);
        return text.toString().lines().toList();
    }

    @Test
    void eachEntryIsALineInWordsAndWhatNobodyHasWordsForIsShownAsItIs() {
        assertThat(show(0).stream().map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "# | AT | KIND | SUBJECT | BY | WHAT",
                        "3 | 2026-03-01T05:00:00Z | of-the-future | chat | me | {\"n\":7}",
                        "2 | 2026-03-01T04:00:00Z | access-refused | raise-floor | eve |"
                                + " run: eve is no operator in prod",
                        "1 | 2026-03-01T03:00:00Z | run-refused | run/a | ana | not before noon");
    }

    @Test
    void jsonIsWholeAndInTheSameOrder() {
        assertThat(show(0, "--output", "json", "-n", "2"))
                .hasSize(2)
                .allMatch(line -> line.contains("\"hash\""))
                .first()
                .asString()
                .contains("\"sequence\":3", "2026-03-01T05:00:00.250Z");
    }

    @Test
    void aTimeAKindAWorkloadOrARunNarrowWhatIsShown() {
        String four = "2026-03-01T04:00:00Z";

        assertThat(numbers("--since", four)).containsExactly("3", "2");
        assertThat(numbers("--until", four)).containsExactly("1");
        assertThat(numbers("--since", "1h")).isEmpty();
        assertThat(numbers("--kind", "run-refused,of-the-future")).containsExactly("3", "1");
        assertThat(numbers("--kind", "run-refused", "--kind", "run-refused")).containsExactly("1");
        assertThat(numbers("--workload", "chat")).containsExactly("3");
        assertThat(numbers("--run", "a")).containsExactly("1");
    }

    private List<String> numbers(String... more) {
        return show(0, more).stream()
                .map(l -> l.split(" ", 2)[0])
                .filter(n -> n.matches("\\d+"))
                .toList();
    }

    @Test
    void aWrongTimeOrTwoSubjectsAreWrongUsageAndAKindThatIsNoneIsNamed() {
        show(2, "--since", "noon");
        assertThat(text.toString()).contains("found 'noon'", "2h");
        show(2, "--run", "a", "--workload", "chat");
        show(0, "--kind", "run-refusd");
        assertThat(text.toString()).contains("Found kind run-refusd", "run-refused");
    }

    @Test
    void whoFollowsSeesWhatIsWrittenFromThenOn() throws Exception {
        var thread = new AtomicReference<Thread>();
        CompletableFuture<List<String>> followed =
                CompletableFuture.supplyAsync(
                        () -> {
                            thread.set(Thread.currentThread());
                            return show(0, "--follow", "-n", "1");
                        });
        await().until(() -> text.toString().contains("of-the-future"));
        try (Ledger ledger = Ledgers.sqlite(store())) {
            new Journal(ledger, () -> now)
                    .request("b", "bo", new RunEvent.Approved("bo", "chat", Optional.empty()));
        }

        await().until(() -> text.toString().contains("by way of chat"));
        Optional.ofNullable(thread.get()).orElseThrow().interrupt();

        assertThat(followed.get().stream().map(line -> line.split(" ", 2)[0]))
                .containsExactly("#", "3", "4");
    }

    @Test
    void whoFollowsSeesWhatTookTheNumbersOfEntriesThatAFailoverLost() throws Exception {
        var thread = new AtomicReference<Thread>();
        CompletableFuture<List<String>> followed =
                CompletableFuture.supplyAsync(
                        () -> {
                            thread.set(Thread.currentThread());
                            return show(0, "--follow", "-n", "1");
                        });
        await().until(() -> text.toString().contains("of-the-future"));
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + store());
                Statement s = c.createStatement()) {
            s.execute("DROP TRIGGER entry_is_not_deleted");
            s.execute("DELETE FROM entry WHERE sequence > 1");
        }
        try (Ledger ledger = Ledgers.sqlite(store())) {
            new Journal(ledger, () -> now)
                    .request("b", "bo", new RunEvent.Approved("bo", "pager", Optional.empty()));
        }

        await().until(() -> text.toString().contains("by way of pager"));
        Optional.ofNullable(thread.get()).orElseThrow().interrupt();

        assertThat(followed.get())
                .anyMatch(line -> line.contains("lost its newest entries"))
                .last()
                .asString()
                .startsWith("2 ")
                .contains("by way of pager");
    }

    @Test
    void anOutageOfTheLedgerIsWaitedForByWhoFollows() {
        InMemoryLedger ledger = new InMemoryLedger(condition -> true);
        LedgerTail tail = LedgerTail.fromNow(ledger);
        Journal journal = new Journal(ledger, () -> now);
        var shown = new ArrayList<String>();
        var turns =
                new ArrayDeque<Runnable>(
                        List.of(
                                () -> ledger.unreadable(true),
                                () -> {},
                                () -> journal.request("b", "bo", new RunEvent.Refused("bo", "no")),
                                () -> ledger.unreadable(false),
                                () -> Thread.currentThread().interrupt()));

        ShowCommand.follow(
                tail,
                LedgerQuery.all(),
                news -> news.forEach(e -> shown.add(e.content().kind())),
                shown::add,
                time -> turns.remove().run());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(shown)
                .hasSize(3)
                .contains("run-refused")
                .element(0, as(InstanceOfAssertFactories.STRING))
                .contains("tried again until it can be");
        assertThat(shown.get(1)).isEqualTo("The ledger can be read again.");
    }
}
