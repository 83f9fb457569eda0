package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.window.ReplicaCount;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.WindowRecord;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The windows of the guards, rebuilt from cycles that any daemon wrote. */
final class WindowRecordTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final GuardSettings GUARDS =
            GuardSettings.NONE.withBlastRadius(Share.of(0.3), WINDOW);
    private static final GuardSettings BUDGET =
            new GuardSettings(
                    Share.of(0.3),
                    WINDOW,
                    Duration.ZERO,
                    Duration.ZERO,
                    OptionalInt.empty(),
                    OptionalDouble.of(100));

    private final LoopRig rig = new LoopRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void cycle(Instant at, int from, int to) {
        write(at, "chat", "daemon@here", body(from, to, from));
    }

    private void write(Instant at, String workload, String actor, ObjectNode body) {
        rig.ledger.append(new Draft(at, CycleRecord.CYCLE, workload, actor, body));
    }

    private static ObjectNode body(int from, int to, int total) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("plan").put("from", from).put("to", to);
        body.putObject("explanation").putObject("need").put("count", to);
        body.putObject("fleet").put("floor", from).put("starting", 1).put("ready", total - 1);
        return body;
    }

    private WindowMemory recall(GuardSettings guards) {
        return WindowRecord.recall(rig.ledger, "chat", guards, NOW);
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }

    @Test
    void theCountAtTheStartOfTheWindowIsIncluded() {
        cycle(ago(900), 20, 20);
        cycle(ago(120), 20, 15);
        cycle(ago(60), 15, 15);

        WindowMemory recalled = recall(GUARDS);

        assertThat(recalled.floors())
                .containsExactly(new ReplicaCount(ago(900), 20), new ReplicaCount(ago(120), 15));
        assertThat(recalled.lastScaleIn()).contains(ago(120));
        assertThat(recalled.unknownUntil()).isEmpty();
    }

    @Test
    void withoutCyclesTheWindowIsUnknownForItsLength() {
        assertThat(recall(GUARDS).unknownUntil()).contains(NOW.plus(WINDOW));

        cycle(ago(301), 20, 20);
        write(ago(10), "search", "daemon@here", body(3, 3, 3));

        assertThat(recall(GUARDS).unknownUntil()).contains(NOW.plus(WINDOW));
    }

    /** A second daemon, or the next start, finds cycles of a moment ago, which say nothing of what was before them. */
    @Test
    void theFirstCyclesOfALedgerDoNotMakeTheTimeBeforeThemKnown() {
        cycle(ago(60), 20, 20);
        cycle(ago(10), 20, 20);

        assertThat(recall(GUARDS).unknownUntil()).contains(ago(60).plus(WINDOW));
    }

    @Test
    void norDoTheFirstCyclesAfterNobodyWatchedForLong() {
        cycle(ago(3_600), 20, 20);
        cycle(ago(60), 20, 20);

        assertThat(recall(GUARDS).unknownUntil()).contains(ago(60).plus(WINDOW));
    }

    @Test
    void aCycleThatCannotBeParsedMakesTheWindowUnknown() {
        cycle(ago(400), 20, 20);
        write(ago(200), "chat", "daemon@here", JsonNodeFactory.instance.objectNode());
        cycle(ago(100), 20, 20);

        assertThat(recall(GUARDS).unknownUntil()).contains(NOW.plus(WINDOW));
    }

    @Test
    void changesOfOtherDaemonsCount() {
        cycle(ago(290), 20, 20);
        write(ago(200), "chat", "daemon@there", body(20, 14, 20));

        assertThat(recall(GUARDS).lastScaleIn()).contains(ago(200));
    }

    @Test
    void aPresumedFloorIsIgnored() {
        cycle(ago(200), 20, 20);
        ObjectNode unseen = body(2, 2, 5);
        unseen.putObject("fleet").put("floor", 2).put("unseen", "fleet-unreadable");
        write(ago(100), "chat", "daemon@here", unseen);

        WindowMemory recalled = recall(GUARDS);

        assertThat(recalled.floors()).containsExactly(new ReplicaCount(ago(200), 20));
        assertThat(recalled.paid()).containsExactly(new ReplicaCount(ago(200), 20));
    }

    @Test
    void aWindowOfMinutesNeedsOneQuery() {
        for (int age = 86_400; age >= 0; age -= 15 * 60) {
            cycle(ago(age), 20, 20);
        }
        for (int age = 300; age >= 0; age -= 15) {
            cycle(ago(age), 20 - age % 2, 20);
        }
        FailingLedger counting = new FailingLedger(rig.ledger);

        WindowMemory recalled = WindowRecord.recall(counting, "chat", GUARDS, NOW);

        assertThat(counting.reads).isEqualTo(1);
        assertThat(recalled.floors()).hasSizeGreaterThan(10);
    }

    @Test
    void aDailyBudgetReadsADayOfCyclesAndNoMore() {
        int cycles = 1_500;
        for (int i = 0; i < 2 * cycles; i++) {
            int age = 86_400 * (2 * cycles - i) / cycles;
            cycle(ago(age), 2 + i % 2, 2 + i % 2);
        }

        WindowMemory recalled = recall(BUDGET);

        assertThat(recalled.paid()).hasSizeBetween(cycles, 2 * cycles - 500);
        assertThat(recalled.paid().get(0).at()).isBefore(ago(86_400));
    }

    @Test
    void aClockSetForwardDoesNotMakeEarlierCyclesOlder() {
        cycle(ago(7_200 + 400), 20, 20);
        cycle(ago(7_200 + 90), 20, 14);
        ObjectNode afterwards = body(14, 14, 14).put("set_ahead", "PT2H");
        write(ago(30), "chat", "daemon@here", afterwards);

        WindowMemory recalled = recall(GUARDS);

        assertThat(recalled.floors())
                .containsExactly(new ReplicaCount(ago(400), 20), new ReplicaCount(ago(90), 14));
        assertThat(recalled.lastScaleIn()).contains(ago(90));
        assertThat(recalled.unknownUntil()).isEmpty();
    }

    @Test
    void aDayOfCyclesSpansADayHoweverOftenTheClockJumped() {
        int cycles = 1_500;
        Duration ahead = Duration.ofHours(9);
        for (int i = 0; i < 2 * cycles; i++) {
            int age = 86_400 * (2 * cycles - i) / cycles;
            int jumps = i < 1_600 ? 2 : i < 2_100 ? 1 : 0; // jumps after this cycle
            ObjectNode body = body(2 + i % 2, 2 + i % 2, 2 + i % 2);
            if (i == 1_600 || i == 2_100) {
                body.put("set_ahead", ahead.toString());
            }
            write(ago(age).minus(ahead.multipliedBy(jumps)), "chat", "daemon@here", body);
        }

        WindowMemory recalled = recall(BUDGET);

        assertThat(recalled.paid()).hasSizeBetween(cycles, 2 * cycles - 300);
        assertThat(recalled.paid().get(0).at()).isBefore(ago(86_400));
    }

    @Test
    void aClockSetBackDoesNotMakeEarlierCyclesYounger() {
        cycle(NOW.plusSeconds(2_400), 20, 20);
        cycle(NOW.plusSeconds(3_000), 20, 14);
        cycle(NOW.plusSeconds(3_060), 14, 14);

        WindowMemory recalled = recall(GUARDS);

        assertThat(recalled.floors())
                .containsExactly(new ReplicaCount(ago(660), 20), new ReplicaCount(ago(60), 14));
        assertThat(recalled.lastScaleIn()).contains(ago(60));
        assertThat(recalled.unknownUntil()).isEmpty();
    }
}
