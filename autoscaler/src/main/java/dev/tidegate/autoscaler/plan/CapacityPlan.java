package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.List;

/** The floor that a fleet should have, and why. */
public sealed interface CapacityPlan {

    /** The floor does not change. */
    record Hold(Replicas floor, List<Reason> reasons, Feasibility feasibility)
            implements CapacityPlan {
        public Hold {
            reasons = List.copyOf(reasons);
        }
    }

    /** The floor changes. */
    record Change(Replicas from, Replicas to, List<Reason> reasons, Feasibility feasibility)
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

    /** The planned floor. */
    Replicas floor();

    List<Reason> reasons();

    Feasibility feasibility();

    static CapacityPlan between(
            Replicas from, Replicas to, List<Reason> reasons, Feasibility feasibility) {
        return from.equals(to)
                ? new Hold(from, reasons, feasibility)
                : new Change(from, to, reasons, feasibility);
    }
}
