package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.List;

/** What the fleet's floor should be, and why. */
public sealed interface CapacityPlan {

    /** The floor stays. */
    record Hold(Replicas floor, List<Reason> reasons, Feasibility reach) implements CapacityPlan {
        public Hold {
            reasons = List.copyOf(reasons);
        }
    }

    /** The floor moves. */
    record Change(Replicas from, Replicas to, List<Reason> reasons, Feasibility reach)
            implements CapacityPlan {
        public Change {
            reasons = List.copyOf(reasons);
            if (from.equals(to)) {
                throw new IllegalArgumentException(
                        "a change from " + from + " to itself is a hold");
            }
        }

        @Override
        public Replicas floor() {
            return to;
        }
    }

    /** The floor that the plan names. */
    Replicas floor();

    List<Reason> reasons();

    Feasibility reach();

    static CapacityPlan between(
            Replicas from, Replicas to, List<Reason> reasons, Feasibility reach) {
        return from.equals(to)
                ? new Hold(from, reasons, reach)
                : new Change(from, to, reasons, reach);
    }
}
