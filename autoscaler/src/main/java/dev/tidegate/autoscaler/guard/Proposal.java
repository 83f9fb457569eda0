package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.ArrayList;
import java.util.List;

/** A floor as it passes through the guards, with the reasons so far. */
public record Proposal(Replicas floor, List<Reason> reasons) {

    public Proposal {
        reasons = List.copyOf(reasons);
    }

    /** A proposal of {@code other} with its reason; unchanged if the floor is the same. */
    public Proposal to(Replicas other, Reason reason) {
        return other.equals(floor) ? this : new Proposal(other, because(reason).reasons());
    }

    /** The same floor with one more reason. */
    public Proposal because(Reason reason) {
        if (reasons.contains(reason)) {
            return this;
        }
        List<Reason> more = new ArrayList<>(reasons);
        more.add(reason);
        return new Proposal(floor, more);
    }

    Proposal atLeast(Replicas minimum, Reason reason) {
        return to(floor.max(minimum), reason);
    }

    Proposal atMost(Replicas maximum, Reason reason) {
        return to(floor.min(maximum), reason);
    }
}
