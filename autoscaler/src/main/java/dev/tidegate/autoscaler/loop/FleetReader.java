package dev.tidegate.autoscaler.loop;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.autoscaler.plan.CapacityPlan;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the fleet once a cycle, and works out what a plan would change in it. */
final class FleetReader {
    private final Actuator actuator;
    private final Target target;
    private final Troubles troubles;
    private final Duration maxAge;
    private Optional<Observed> lastReading = Optional.empty();
    private int confirmedFloor;
    private boolean confirmed;

    /**
     * @param presumedFloor used until the fleet has been read once
     * @param maxAge of a reading that may be reused
     */
    FleetReader(
            Actuator actuator,
            Target target,
            int presumedFloor,
            Troubles troubles,
            Duration maxAge) {
        this.actuator = actuator;
        this.target = target;
        this.confirmedFloor = presumedFloor;
        this.troubles = troubles;
        this.maxAge = maxAge;
    }

    FleetReading read() {
        Reading reading = actuator.readCached(target, maxAge);
        if (reading instanceof Unreadable unreadable) {
            troubles.report(
                    target.toString(),
                    unreadable.reason().code(),
                    "cannot be read, its floor is held: "
                            + unreadable.reason().describe(unreadable.detail()));
            lastReading = Optional.empty();
            return new FleetReading.Unseen(Reason.FLEET_UNREADABLE, confirmedFloor, !confirmed);
        }
        troubles.clear(target.toString());
        Observed observed = (Observed) reading;
        lastReading = Optional.of(observed);
        confirm(observed);
        return new FleetView(
                observed.at(),
                confirmedFloor,
                observed.count("desired"),
                observed.count("starting"),
                observed.count("ready"));
    }

    /** A change was made; its result is the last confirmed floor if the fleet cannot be read for a while. */
    void afterChange(Observed after) {
        confirm(after);
    }

    private void confirm(Observed fleet) {
        confirmedFloor = fleet.count("floor");
        confirmed = true;
    }

    /** The change that applies the plan to the fleet as last read; empty if there is nothing to change or it was not read. */
    Optional<Change> change(CapacityPlan plan) {
        return plan instanceof CapacityPlan.Hold
                ? Optional.empty()
                : lastReading
                        .map(observed -> change(observed, plan.floor().count()))
                        .filter(change -> !change.isEmpty());
    }

    private Change change(Observed observed, int floor) {
        int reachable = Math.min(floor, observed.count("ceiling"));
        return actuator.plan(observed, new TreeMap<>(Map.of("floor", IntNode.valueOf(reachable))));
    }
}
