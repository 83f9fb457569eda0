package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.simulated.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Properties for any demand and any missing data, from metrics to the fleet. */
final class LoopPropertyTest {

    /** The ways in which demand can be missing. */
    private enum Form {
        ABSENT, // stale at first, empty when it lasts
        NOT_A_NUMBER,
        COUNTER_RESET,
        BEYOND_SENSE,
        TWO_SERIES,
        UNREACHABLE,
        REFUSED,
        FLEET_UNREADABLE;

        /** Advances one step in this way, and runs a cycle. */
        void step(LoopRig rig, ControlLoop loop) {
            rig.now = rig.now.plus(LoopRig.STEP);
            switch (this) {
                case ABSENT -> {}
                case NOT_A_NUMBER -> rig.metrics.record("demand", rig.now, Double.NaN);
                case COUNTER_RESET -> rig.metrics.record("demand", rig.now, -rig.demand);
                case BEYOND_SENSE -> rig.metrics.record("demand", rig.now, 1e30);
                case TWO_SERIES -> {
                    rig.metrics.record("demand", rig.now, 1);
                    rig.metrics.record("demand", "other", rig.now, 1);
                }
                case UNREACHABLE -> rig.metrics.fail(Reason.METRICS_UNREACHABLE);
                case REFUSED -> rig.metrics.fail(Reason.METRICS_REFUSED);
                case FLEET_UNREADABLE -> {
                    rig.metrics.record("demand", rig.now, 1);
                    rig.faults.add(Fault.Kind.UNREADABLE);
                }
            }
            loop.run(rig.now);
            rig.metrics.recover();
        }
    }

    /** One step: its demand, or how it is missing. */
    private record Event(int demand, boolean missing, Form form) {
        void step(LoopRig rig, ControlLoop loop) {
            if (missing) {
                form.step(rig, loop);
            } else {
                rig.demand = demand;
                rig.step(loop);
            }
        }
    }

    @Provide
    Arbitrary<List<Event>> anHour() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_900),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(5, false), net.jqwik.api.Tuple.of(1, true)),
                        Arbitraries.of(Form.class).filter(form -> form != Form.TWO_SERIES))
                .as(Event::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(40);
    }

    private static LoopRig rig() {
        try {
            return new LoopRig(Files.createTempDirectory(Path.of("target"), "loop"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Includes the first slots after a restart of Prometheus, which contain less than the actual demand. */
    @Property(tries = 24)
    void capacityNeverFallsBecauseDataIsMissingInAnyForm(
            @ForAll Form form,
            @ForAll @IntRange(min = 100, max = 1_900) int demand,
            @ForAll @IntRange(min = 1, max = 12) int slots) {
        try (LoopRig rig = rig()) {
            ControlLoop loop = rig.loop(Mode.ACT);
            rig.demand = demand;
            for (int i = 0; i < 10; i++) {
                rig.step(loop);
            }

            int before = rig.floor();
            for (int i = 0; i < slots; i++) {
                form.step(rig, loop);

                assertThat(rig.floor()).as("%s, slot %d", form, i).isGreaterThanOrEqualTo(before);
            }
            rig.demand = demand / 10.0;
            for (int i = 0; form != Form.FLEET_UNREADABLE && i < 2; i++) {
                rig.step(loop);

                assertThat(rig.floor()).as("%s, back %d", form, i).isGreaterThanOrEqualTo(before);
            }
        }
    }

    @Property(tries = 5)
    void replayingTheLedgerReproducesEveryDecision(@ForAll("anHour") List<Event> events) {
        try (LoopRig rig = rig()) {
            ControlLoop loop = rig.loop(Mode.ACT);

            events.forEach(event -> event.step(rig, loop));

            List<LedgerReplay.Step> steps = rig.replay();
            assertThat(steps).hasSameSizeAs(events).allMatch(LedgerReplay.Step::agrees);
        }
    }

    @Property(tries = 3)
    void applyingAPlanTwiceIsApplyingItOnce(@ForAll("anHour") List<Event> events) {
        try (LoopRig rig = rig()) {
            ControlLoop loop = rig.loop(Mode.ACT);
            for (Event event : events) {
                event.step(rig, loop);
                int floor = rig.floor();
                int intended = rig.entries(ChangeRecord.INTENDED).size();

                loop.run(rig.now);

                if (!event.missing()) { // a failed change may succeed now
                    assertThat(rig.floor()).isEqualTo(floor);
                    assertThat(rig.entries(ChangeRecord.INTENDED)).hasSize(intended);
                }
            }
        }
    }

    @Property(tries = 3)
    void twoDaemonsNeverBothWrite(
            @ForAll("anHour") List<Event> events, @ForAll("anHour") List<Event> others) {
        try (LoopRig rig = rig()) {
            ControlLoop here = rig.loop(Mode.ACT);
            ControlLoop there =
                    rig.loop(Mode.ACT, "daemon@there", rig.fleets, rig.ledger, rig.leases);
            for (int i = 0; i < Math.min(events.size(), others.size()); i++) {
                rig.demand = events.get(i).demand();
                rig.advance();
                boolean first = others.get(i).demand() % 2 == 0; // who runs first

                List<Cycle> both =
                        Stream.of(first ? here : there, first ? there : here)
                                .map(loop -> loop.run(rig.now))
                                .toList();

                assertThat(both)
                        .filteredOn(cycle -> cycle.action() instanceof Action.Attempted)
                        .hasSizeLessThan(2);
                rig.now = rig.now.plus(Duration.ofMinutes(others.get(i).missing() ? 2 : 0));
            }
        }
    }
}
