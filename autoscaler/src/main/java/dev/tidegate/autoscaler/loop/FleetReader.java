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

/** Looks at the fleet once a cycle, and says what a plan would change in what was seen. */
final class FleetReader {
    private final Actuator actuator;
    private final Target target;
    private final Troubles troubles;
    private final Duration oldest;
    private Optional<Observed> seen = Optional.empty();
    private int confirmedFloor;
    private boolean confirmed;

    /**
     * @param presumedFloor stands for the floor until the fleet was seen once
     * @param oldest how old what is seen may be
     */
    FleetReader(
            Actuator actuator,
            Target target,
            int presumedFloor,
            Troubles troubles,
            Duration oldest) {
        this.actuator = actuator;
        this.target = target;
        this.confirmedFloor = presumedFloor;
        this.troubles = troubles;
        this.oldest = oldest;
    }

    FleetReading look() {
        Reading reading = actuator.glance(target, oldest);
        if (reading instanceof Unreadable unreadable) {
            troubles.stands(
                    target.toString(),
                    unreadable.reason().code(),
                    "cannot be read, its floor is held: "
                            + unreadable.reason().told(unreadable.detail()));
            seen = Optional.empty();
            return new FleetReading.Unseen(Reason.FLEET_UNREADABLE, confirmedFloor, !confirmed);
        }
        troubles.over(target.toString());
        Observed now = (Observed) reading;
        seen = Optional.of(now);
        confirm(now);
        return new FleetView(
                now.at(),
                confirmedFloor,
                now.count("desired"),
                now.count("starting"),
                now.count("ready"));
    }

    /** What a change left behind is the newest that is known, should the fleet not be seen again for a while. */
    void changed(Observed after) {
        confirm(after);
    }

    private void confirm(Observed fleet) {
        confirmedFloor = fleet.count("floor");
        confirmed = true;
    }

    /** The change that makes the plan stand in the fleet as it was last looked at; none where it stands or was not seen. */
    Optional<Change> change(CapacityPlan plan) {
        return plan instanceof CapacityPlan.Hold
                ? Optional.empty()
                : seen.map(now -> change(now, plan.floor().count()))
                        .filter(change -> !change.isEmpty());
    }

    private Change change(Observed now, int floor) {
        int reachable = Math.min(floor, now.count("ceiling"));
        return actuator.plan(now, new TreeMap<>(Map.of("floor", IntNode.valueOf(reachable))));
    }
}
