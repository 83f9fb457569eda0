package dev.tidegate.runbooks.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.book.Retries;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.book.terms.Condition;
import dev.tidegate.runbooks.lease.InMemoryLeases;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.PlannedWait;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalReading;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Everything outside of a process: fleets, ledger, leases, time; records writes to fleets. */
final class World {
    static final Instant START = Instant.parse("2026-03-01T03:00:00Z");
    static final int FLOOR = 2;

    final InMemoryLeases leases = new InMemoryLeases();
    final InMemoryLedger ledger = new InMemoryLedger(leases::meets);
    final ArrayDeque<Fault.Kind> faults = new ArrayDeque<>();
    final List<String> writes = new ArrayList<>();
    final SimulatedFleets fleets;
    Instant now = START;
    final Set<String> withoutRole = new HashSet<>();
    private long jitterCalls;

    /** Runs while a process pauses. */
    Runnable onPause = () -> {};

    /** Whether a second place that keeps the fields, such as a file, is stale. */
    boolean fileStale;

    UnaryOperator<Leases> leaseWrapper = leases -> leases;

    /** Runs during each read. */
    Runnable onRead = () -> {};

    /** Runs after the fence was checked and before the write arrives. */
    Runnable afterFenceCheck = () -> {};

    Function<Instant, OptionalDouble> signal = at -> OptionalDouble.empty();

    World(int count) {
        fleets =
                new SimulatedFleets(
                        () -> now, () -> faults.isEmpty() ? Fault.Kind.NONE : faults.removeFirst());
        for (int i = 0; i < count; i++) {
            fleets.open("f" + i, new FleetSettings(FLOOR, 50, Duration.ofMinutes(5)));
        }
    }

    Runs process(String name) {
        return process(name, CrashInjector.none());
    }

    Runs process(String name, CrashInjector crashes) {
        return new Runs(dependencies(crashes), name);
    }

    /** Drives a run until it rests, and asserts that it does. */
    static RunView drive(Runs process, String run) {
        DriveOutcome outcome = process.drive(run, RunListener.none());
        assertThat(outcome).isInstanceOf(DriveOutcome.Rested.class);
        return ((DriveOutcome.Rested) outcome).view();
    }

    RunDependencies dependencies(CrashInjector crashes) {
        return new RunDependencies(
                crashes.wrap(ledger),
                crashes.wrap(leaseWrapper.apply(leases.asOtherProcess())),
                new Actuators().with(crashes.wrap(new RecordingActuator())),
                new FixedSignals(),
                (operator, role) -> !withoutRole.contains(operator),
                () -> now,
                time -> {
                    crashes.boundary();
                    now = now.plus(time);
                    onPause.run();
                },
                () -> (jitterCalls++ % 997) / 997.0);
    }

    int floor(int fleet) {
        Reading reading;
        do {
            reading = fleets.read(SimulatedFleets.target("f" + fleet));
        } while (!(reading instanceof Observed));
        return ((Observed) reading).count("floor");
    }

    /** A person's manual change, with a fence newer than every process's. */
    void setByHand(int fleet, int floor) {
        set(fleet, floor, Long.MAX_VALUE);
    }

    /** A manual change without a lease: its holder can still write. */
    void setWithoutLease(int fleet, int floor) {
        for (long fence = 0; floor(fleet) != floor; fence++) {
            set(fleet, floor, fence);
        }
    }

    private void set(int fleet, int floor, long number) {
        Target target = SimulatedFleets.target("f" + fleet);
        Observed before = (Observed) fleets.read(target);
        Change change = fleets.plan(before, new TreeMap<>(Map.of("floor", IntNode.valueOf(floor))));
        fleets.apply(change, ActuatorContract.held(number));
    }

    static PlannedChange step(int fleet, int floor) {
        return step("raise-f" + fleet, fleet, floor, Optional.empty());
    }

    /** A step that raises the first fleet's floor. */
    static PlannedChange raising(int from, int to) {
        return step("raise-f0", 0, from, to, Optional.empty());
    }

    /** Planned while the floor was {@link #FLOOR}. */
    static PlannedChange step(String id, int fleet, int floor, Optional<Condition> when) {
        return step(id, fleet, FLOOR, floor, when);
    }

    private static PlannedChange step(
            String id, int fleet, int from, int floor, Optional<Condition> when) {
        return new PlannedChange(
                id,
                SimulatedFleets.target("f" + fleet),
                new TreeMap<>(Map.<String, JsonNode>of("floor", IntNode.valueOf(floor))),
                List.of(new FieldChange("floor", IntNode.valueOf(from), IntNode.valueOf(floor))),
                Duration.ofMinutes(2),
                Retries.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                when);
    }

    /** A wait until the signal has been calm for that long. */
    static PlannedWait calm(Duration lasting) {
        return new PlannedWait(
                "calm",
                "busy",
                true,
                0.01,
                lasting,
                Duration.ofMinutes(10),
                "0.2",
                Optional.empty());
    }

    static RunPlan plan(Optional<Duration> lease, PlannedStep... steps) {
        return plan(lease, Optional.empty(), Optional.empty(), steps);
    }

    static RunPlan plan(
            Optional<Duration> lease,
            Optional<Approvals> approvals,
            Optional<Effect> effect,
            PlannedStep... steps) {
        TriggerRule rule =
                new TriggerRule(
                        "busy", true, 0.01, 0.005, Duration.ofMinutes(1), Duration.ofMinutes(5));
        return new RunPlan(
                "test-book",
                1,
                "0",
                "A book for tests",
                0,
                "nobody",
                new TreeMap<>(),
                List.of(steps),
                lease,
                approvals,
                Optional.of(rule),
                effect,
                Optional.empty());
    }

    /** Records every write that changed a fleet. */
    private final class RecordingActuator implements Actuator {
        @Override
        public String kind() {
            return fleets.kind();
        }

        @Override
        public TargetShape shape() {
            return fleets.shape();
        }

        @Override
        public Reading read(Target target) {
            onRead.run();
            return fleets.read(target);
        }

        @Override
        public boolean holds(Change change, Observed now) {
            return fleets.holds(change, now) && !fileStale;
        }

        @Override
        public Outcome apply(Change change, Fence fence) {
            fileStale = false;
            int fleet = Integer.parseInt(change.target().coordinate("fleet").substring(1));
            var held = new ArrayList<>(faults);
            faults.clear();
            int before = floor(fleet);
            faults.addAll(held);
            Outcome outcome = fleets.apply(change, withHook(fence));
            held = new ArrayList<>(faults);
            faults.clear();
            int after = floor(fleet);
            faults.addAll(held);
            if (after != before) {
                writes.add("f" + fleet + " " + before + "->" + after);
            }
            return outcome;
        }
    }

    private Fence withHook(Fence fence) {
        return new Fence() {
            @Override
            public long number() {
                return fence.number();
            }

            @Override
            public boolean stillHeld() {
                boolean held = fence.stillHeld();
                afterFenceCheck.run();
                return held;
            }

            @Override
            public Outcome lost() {
                return fence.lost();
            }
        };
    }

    private final class FixedSignals implements Signals {
        @Override
        public SignalReading now(String query) {
            OptionalDouble value = signal.apply(now);
            return value.isPresent()
                    ? new SignalReading.Value(new Sample(now, value.getAsDouble()))
                    : new SignalReading.Missing("nothing is known");
        }

        @Override
        public List<Sample> range(String query, Instant from, Instant to, Duration step) {
            return List.of();
        }
    }
}
