package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** A restart continues the windows of the guards. */
final class RestartTest {
    private static final int WINDOW = 5; // steps, as scale_in.window has it by default
    private static final double SHARE = 0.3;

    /** One step: its demand, whether that is missing, and whether the process restarts before it. */
    private record Event(int demand, boolean missing, boolean restart) {}

    @Provide
    Arbitrary<List<Event>> anHour() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.integers().between(0, 200)),
                                Tuple.of(1, Arbitraries.integers().between(200, 1_900))),
                        Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)),
                        Arbitraries.of(true, false))
                .as(Event::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    @Test
    void aCrashLoopScalesInNoFasterThanOneProcess() {
        try (LoopRig rig = new LoopRig()) {
            rig.demand = 1_700;
            rig.advanceAnHour();
            List<Integer> floors = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                rig.demand = i < 20 ? 1_700 : 50;
                rig.step(rig.loop(Mode.ACT));
                floors.add(rig.floor());
            }

            assertThat(floors.get(20)).isGreaterThan(15);
            assertThat(floors.get(floors.size() - 1)).isLessThan(8);
            assertNoWindowRemovesMoreThanItsShare(floors);
        }
    }

    @Property(tries = 12)
    void restartsNeverLetAWindowRemoveMoreAndEveryDecisionReplays(
            @ForAll("anHour") List<Event> events) {
        try (LoopRig rig = new LoopRig()) {
            rig.repeatInterval = Duration.ofMinutes(2);
            rig.demand = 1_700;
            rig.advanceAnHour();
            ControlLoop loop = rig.loop(Mode.ACT);
            for (int i = 0; i < 2 * WINDOW; i++) {
                rig.step(loop);
            }
            List<Integer> floors = new ArrayList<>(List.of(rig.floor()));
            for (Event event : events) {
                loop = event.restart() ? rig.loop(Mode.ACT) : loop;
                rig.demand = event.demand();
                if (event.missing()) {
                    rig.stepWithoutMetric(loop);
                } else {
                    rig.step(loop);
                }
                floors.add(rig.floor());
            }

            assertNoWindowRemovesMoreThanItsShare(floors);
            assertThat(rig.replay()).allMatch(LedgerReplay.Step::agrees);
        }
    }

    @Test
    void theFirstProcessDoesNotScaleInWithinItsFirstWindow() {
        try (LoopRig rig = new LoopRig()) {
            rig.setByHand(12);
            rig.demand = 100;
            rig.advanceAnHour();
            ControlLoop loop = rig.loop(Mode.ACT);

            for (int i = 0; i < WINDOW; i++) {
                Cycle cycle = rig.step(loop);
                assertThat(cycle.decision().plan().reasons()).contains(Reason.WINDOW_UNKNOWN);
                assertThat(rig.floor()).isEqualTo(12);
            }
            Cycle later = rig.step(loop);

            assertThat(later.decision().plan().reasons()).doesNotContain(Reason.WINDOW_UNKNOWN);
            assertThat(rig.floor()).isLessThan(12);
            assertThat(rig.replay()).allMatch(LedgerReplay.Step::agrees);
        }
    }

    @Test
    void aRestartWaitsForADrainThatIsInProgress() {
        try (LoopRig rig = new LoopRig()) {
            rig.settings =
                    LoopRig.settings(
                            """
                            bounds: {min: 2, max: 20}
                            scale_in: {share: 100%, longest_request: 10m}
                            """);
            int before = floorAfterFirstScaleIn(rig);

            List<Reason> reasons = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                reasons.addAll(rig.step(rig.loop(Mode.ACT)).decision().plan().reasons());
                assertThat(rig.floor()).as("%d minutes later", i).isGreaterThanOrEqualTo(before);
            }

            assertThat(reasons).contains(Reason.DRAINING);
        }
    }

    @Test
    void aRestartStillWaitsForThePeakToPass() {
        try (LoopRig rig = new LoopRig()) {
            rig.settings =
                    LoopRig.settings(
                            """
                            bounds: {min: 2, max: 20}
                            scale_in: {share: 100%, peak_window: 30m}
                            """);
            rig.demand = 1_700;
            rig.advanceAnHour();
            ControlLoop loop = rig.loop(Mode.ACT);
            for (int i = 0; i < 40; i++) {
                rig.step(loop);
            }
            int before = rig.floor();

            rig.demand = 50;
            for (int i = 0; i < 25; i++) {
                rig.step(rig.loop(Mode.ACT));
                assertThat(rig.floor()).as("%d minutes after the peak", i).isEqualTo(before);
            }
        }
    }

    @Test
    void aRestartDoesNotResetTheDailyBudget() {
        try (LoopRig rig = new LoopRig()) {
            rig.settings =
                    LoopRig.settings(
                            """
                            bounds: {min: 2, max: 20}
                            objective: {busy: 0.1%, gpu_hours_a_day: 30}
                            """);
            rig.demand = 900;
            rig.advanceAnHour();
            double spent = 0;
            for (int i = 0; i < 300; i++) {
                int held = rig.floor();
                rig.step(rig.loop(Mode.ACT));
                spent += held / 60.0;
                assertThat(rig.floor() > 2 ? spent : 0).as("step %d", i).isLessThanOrEqualTo(30);
            }

            assertThat(rig.floor()).isEqualTo(2);
            assertThat(spent).isGreaterThan(25);
        }
    }

    @Test
    void launchesMeasuredByShortLivedProcessesAddUp() {
        try (LoopRig rig = new LoopRig()) {
            rig.demand = 300;
            rig.advanceAnHour();
            List<Integer> measured = new ArrayList<>();
            for (int process = 0; process < 6; process++) {
                ControlLoop loop = rig.loop(Mode.ACT);
                rig.demand = 400 + 200 * process; // fewer launches than a measured lead time needs
                for (int i = 0; i < 12; i++) {
                    measured.add(rig.step(loop).decision().learned().launches());
                }
            }

            assertThat(measured).isSorted();
            assertThat(measured.get(11)).isBetween(1, 19);
            assertThat(measured.get(measured.size() - 1)).isGreaterThan(measured.get(11));
            assertThat(rig.replay()).allMatch(LedgerReplay.Step::agrees);
        }
    }

    @Test
    void aClockSetBackForgetsNoScaleIn() {
        try (LoopRig rig = new LoopRig()) {
            rig.demand = 1_700;
            rig.advanceAnHour();
            ControlLoop loop = rig.loop(Mode.ACT);
            List<Integer> floors = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                rig.demand = i < 20 ? 1_700 : 50;
                rig.step(loop);
                floors.add(rig.floor());
                if (i > 20 && i % 3 == 0) {
                    rig.now = rig.now.minus(Duration.ofMinutes(30));
                    loop = i % 2 == 0 ? rig.loop(Mode.ACT) : loop;
                }
            }

            assertThat(floors.get(floors.size() - 1)).isLessThan(floors.get(20));
            assertNoWindowRemovesMoreThanItsShare(floors);
            assertThat(rig.replay()).allMatch(LedgerReplay.Step::agrees);
        }
    }

    private static int floorAfterFirstScaleIn(LoopRig rig) {
        rig.demand = 1_700;
        rig.advanceAnHour();
        ControlLoop loop = rig.loop(Mode.ACT);
        for (int i = 0; i < 15; i++) {
            rig.step(loop);
        }
        int high = rig.floor();
        for (int i = 0; rig.floor() == high; i++) {
            assertThat(i).as("steps without a scale-in").isLessThan(200);
            rig.demand = 300;
            rig.step(loop);
        }
        return rig.floor();
    }

    private static void assertNoWindowRemovesMoreThanItsShare(List<Integer> floors) {
        for (int i = 0; i < floors.size(); i++) {
            for (int back = 1; back < WINDOW && back <= i; back++) {
                int then = floors.get(i - back);
                assertThat(then - floors.get(i))
                        .as("removed within %d steps before step %d of %s", back, i, floors)
                        .isLessThanOrEqualTo(Math.max(1, (int) (then * SHARE)));
            }
        }
    }
}
