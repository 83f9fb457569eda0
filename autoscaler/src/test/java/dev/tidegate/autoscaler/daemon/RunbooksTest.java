package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import dev.tidegate.runbooks.trigger.AutomaticRuns;
import dev.tidegate.runbooks.trigger.AutomationPermit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What books a tier starts, and what is said where a book does not start, a sweep fails or the process stood still. */
final class RunbooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final RunFixture world = new RunFixture();
    private final Troubles troubles = new Troubles();

    @BeforeEach
    void putBook() throws IOException {
        Files.writeString(
                folder.resolve("shed.yaml"),
                """
                book: shed
                version: 1
                title: Shed by itself
                tier: 1
                automatic: true
                lease: 30m
                blast-radius: {affects: nobody}
                steps:
                  - {step: raise, do: simulated, target: {fleet: f0}, set: {floor: 9}}
                """);
    }

    private Runbooks runbooks(String environment) {
        BookShelf shelf = new BookShelf(folder, new BookLoader(world.actuators()));
        AutomaticRuns firing =
                new AutomaticRuns(
                        shelf,
                        new RunPlanner(world.actuators(), world.signals(), shelf::find),
                        world.runs(),
                        world.signals(),
                        AutomationPermit.of(
                                AccessPolicy.withoutFile(environment), AutomaticRuns.OPERATOR));
        return new Runbooks(world.runs(), shelf, Optional.of(firing), world.clock(), troubles);
    }

    @Test
    void enteringATierStartsItsAutomaticBookWithTheEvidence() {
        try (Runbooks runbooks = runbooks("dev")) {
            runbooks.entered(Tier.ISOLATE, "chat", Evidence.of(0.04, 0), world.now());

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.runs().all()).hasSize(1));
        }

        assertThat(world.runs().all().get(0).plan().trigger())
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.value()).isEqualTo(0.04);
                            assertThat(why.rule())
                                    .isEqualTo(
                                            "chat entered tier 1 on 4.0 % turned away, 0.0 % out"
                                                    + " of reach");
                        });
    }

    @Test
    void booksThatOpenByThemselvesAreToldFromThoseThatAreProposed() throws IOException {
        String shed = Files.readString(folder.resolve("shed.yaml"));
        Files.writeString(
                folder.resolve("busy.yaml"),
                shed.replace("book: shed", "book: busy")
                        .replace(
                                "lease:",
                                "signal: {query: busy, enter: {above: 0.1, for: 1m}, exit: {below: 0.05, for: 1m}}\nlease:"));
        Files.writeString(
                folder.resolve("hand.yaml"),
                shed.replace("book: shed", "book: hand").replace("automatic: true\n", ""));
        Files.writeString(folder.resolve("broken.yaml"), shed);
        Files.writeString(folder.resolve("later.yaml"), shed.replace("tier: 1", "tier: 2"));

        try (Runbooks acting = runbooks("dev");
                Runbooks advising =
                        new Runbooks(
                                world.runs(),
                                new BookShelf(folder, new BookLoader(world.actuators())),
                                Optional.empty(),
                                world.clock(),
                                troubles)) {
            assertThat(TierBook.describe(acting.books(Tier.ISOLATE)))
                    .isEqualTo(
                            "broken (proposed), busy (opens on its signal), hand (proposed), shed (opens by itself)");
            assertThat(TierBook.describe(advising.books(Tier.ISOLATE)))
                    .isEqualTo(
                            "broken (proposed), busy (proposed), hand (proposed), shed (proposed)");
        }
    }

    @Test
    void aBookIsStartedOnceTheLedgerIsBack() {
        try (Runbooks runbooks = runbooks("dev")) {
            world.ledger().unreadable(true);
            runbooks.entered(Tier.ISOLATE, "chat", Evidence.of(0.04, 0), world.now());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(troubles.messages()).isNotEmpty());

            world.ledger().unreadable(false);
            runbooks.start(() -> {});

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.runs().all()).hasSize(1));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(troubles.messages()).isEmpty());
        }
    }

    @Test
    void anErrorInASweepIsReportedAndDoesNotStopTheNext() {
        AtomicInteger sweeps = new AtomicInteger();
        List<String> messages = new CopyOnWriteArrayList<>(); // until a sweep succeeds
        try (Runbooks runbooks = runbooks("dev")) {
            runbooks.start(
                    () -> {
                        if (sweeps.incrementAndGet() == 1) {
                            throw new StackOverflowError("too deep");
                        }
                        messages.addAll(troubles.messages());
                    });

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(sweeps).hasValueGreaterThan(2));
        }
        assertThat(messages).singleElement().asString().contains("too deep");
    }

    @Test
    void aSuspendedProcessNoticesByTheClock() {
        Instant ended = world.now();

        assertThat(Runbooks.pauseWarning(ended, ended.plusSeconds(6))).isEmpty();
        assertThat(Runbooks.pauseWarning(ended, ended.minusSeconds(3_600))).isEmpty();
        assertThat(Runbooks.pauseWarning(ended, ended.plusSeconds(75)))
                .hasValueSatisfying(
                        messages -> assertThat(messages).contains("75 s", "stood still"));
    }

    @Test
    void aBookThatDoesNotLoadIsATroubleUntilItDoes() throws IOException {
        Path book = folder.resolve("page.yaml");
        Files.writeString(book, "book: page\nversion: 1\nautomatc: true\n");
        try (Runbooks runbooks = runbooks("dev")) {
            runbooks.entered(Tier.ISOLATE, "chat", Evidence.of(0.04, 0), world.now());
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(troubles.messages())
                                            .singleElement()
                                            .asString()
                                            .contains("page.yaml:3")
                                            .contains("automatc"));

            Files.delete(book);
            runbooks.entered(Tier.DEGRADE, "chat", Evidence.of(0.04, 0), world.now());
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(troubles.messages()).isEmpty());
        }
    }

    @Test
    void productionWithoutAPolicyStartsNothingAutomatically() {
        try (Runbooks runbooks = runbooks("prod")) {
            runbooks.entered(Tier.ISOLATE, "chat", Evidence.of(0.04, 0), world.now());
        } // close waits for submitted tasks

        assertThat(world.runs().all()).isEmpty();
    }

    @Test
    void aTriggeredBookThatDoesNotStartIsATrouble() {
        world.failReads(1);
        try (Runbooks runbooks = runbooks("dev")) {
            runbooks.entered(Tier.ISOLATE, "chat", Evidence.of(0.04, 0), world.now());
        } // close waits for submitted tasks

        assertThat(troubles.messages())
                .singleElement()
                .asString()
                .startsWith("automatic books: called for but not opened yet, tried again: shed: ")
                .contains("cannot be read");
    }
}
