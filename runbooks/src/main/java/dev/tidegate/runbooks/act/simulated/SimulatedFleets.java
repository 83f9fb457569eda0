package dev.tidegate.runbooks.act.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.Unreadable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fleets simulated in the time of the given clock. There is no reactive scaler above the floor: a
 * fleet is as large as its floor.
 */
public final class SimulatedFleets implements Actuator {
    public static final String KIND = "simulated";
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("fleet"),
                    List.of(
                            FieldShape.settable("floor", FieldShape.Type.COUNT),
                            FieldShape.readOnly("ceiling", FieldShape.Type.COUNT),
                            FieldShape.readOnly("desired", FieldShape.Type.COUNT),
                            FieldShape.readOnly("starting", FieldShape.Type.COUNT),
                            FieldShape.readOnly("ready", FieldShape.Type.COUNT)));

    private final InstantSource clock;
    private final Fault fault;
    private final Map<String, SimulatedFleet> fleets = new TreeMap<>();

    public SimulatedFleets(InstantSource clock, Fault fault) {
        this.clock = clock;
        this.fault = fault;
    }

    public SimulatedFleets(InstantSource clock) {
        this(clock, Fault.never());
    }

    public static Target target(String fleet) {
        return Target.of(KIND, Map.of("fleet", fleet));
    }

    /** Opens a fleet whose floor is ready at once. */
    public synchronized void open(String fleet, FleetSettings settings) {
        if (fleets.putIfAbsent(fleet, new SimulatedFleet(settings, clock.instant())) != null) {
            throw new IllegalArgumentException("there is a fleet " + fleet + " already");
        }
    }

    /**
     * Removes ready replicas, as a reclaimed spot instance or a failed node does; the fleet orders
     * replacements.
     */
    public synchronized void lose(String fleet, int replicas) {
        advanced(fleet).lose(replicas);
    }

    /** Replica-seconds paid by a fleet so far, from order to stop. */
    public synchronized double paidSeconds(String fleet) {
        return advanced(fleet).paidSeconds();
    }

    private SimulatedFleet advanced(String fleet) {
        SimulatedFleet found = fleets.get(fleet);
        if (found == null) {
            throw new IllegalArgumentException("there is no fleet " + fleet);
        }
        found.advance(clock.instant());
        return found;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public TargetShape shape() {
        return SHAPE;
    }

    @Override
    public synchronized Reading read(Target target) {
        return switch (fault.next()) {
            case UNREADABLE, REQUEST_LOST, ANSWER_LOST ->
                    new Unreadable(Failure.TIMED_OUT, "simulated");
            case THROTTLED -> new Unreadable(Failure.THROTTLED, "simulated");
            case NONE -> look(target);
        };
    }

    private Reading look(Target target) {
        return find(target)
                .<Reading>map(fleet -> observe(target, fleet))
                .orElseGet(() -> new Unreadable(Failure.ABSENT, "no fleet " + target));
    }

    private Observed observe(Target target, SimulatedFleet fleet) {
        fleet.advance(clock.instant());
        var fields = new TreeMap<String, JsonNode>();
        fields.put("floor", IntNode.valueOf(fleet.floor()));
        fields.put("ceiling", IntNode.valueOf(fleet.settings().ceiling()));
        fields.put("desired", IntNode.valueOf(fleet.ready() + fleet.starting()));
        fields.put("starting", IntNode.valueOf(fleet.starting()));
        fields.put("ready", IntNode.valueOf(fleet.ready()));
        return new Observed(target, clock.instant(), fields);
    }

    @Override
    public synchronized Outcome apply(Change change, Fence fence) {
        Optional<SimulatedFleet> found = find(change.target());
        if (found.isEmpty()) {
            return new Outcome.Permanent(Failure.ABSENT, "no fleet " + change.target());
        }
        SimulatedFleet fleet = found.get();
        if (change.isEmpty()) {
            return new Outcome.Done(observe(change.target(), fleet));
        }
        JsonNode floor = change.after("floor");
        if (!floor.canConvertToInt() || floor.intValue() > fleet.settings().ceiling()) {
            return new Outcome.Permanent(
                    Failure.INVALID,
                    "floor " + floor + " is above the ceiling " + fleet.settings().ceiling());
        }
        Fault.Kind kind = fault.next();
        if (kind == Fault.Kind.THROTTLED) {
            return new Outcome.Retriable(Failure.THROTTLED, "simulated");
        }
        if (kind == Fault.Kind.REQUEST_LOST || kind == Fault.Kind.UNREADABLE) {
            return new Outcome.Unknown(Failure.TIMED_OUT, "simulated");
        }
        if (!fence.stillHeld() || !fleet.admits(fence.number())) {
            return fence.lost();
        }
        Observed now = observe(change.target(), fleet);
        if (!now.holdsEither(change)) {
            return Outcome.Permanent.conflict(change, now);
        }
        fleet.setFloor(floor.intValue(), fault.lead(fleet.settings().lead()));
        return kind == Fault.Kind.ANSWER_LOST
                ? new Outcome.Unknown(Failure.TIMED_OUT, "simulated")
                : new Outcome.Done(observe(change.target(), fleet));
    }

    private Optional<SimulatedFleet> find(Target target) {
        return Optional.ofNullable(fleets.get(target.coordinate("fleet")));
    }
}
