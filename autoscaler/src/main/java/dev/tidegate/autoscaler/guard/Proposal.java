package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.ArrayList;
import java.util.List;

/** A floor on its way through the guards, with the reasons so far. */
public record Proposal(Replicas floor, List<Reason> reasons) {

    public Proposal {
        reasons = List.copyOf(reasons);
    }

    /** Another floor, and why; the same floor leaves no reason. */
    public Proposal to(Replicas other, Reason why) {
        return other.equals(floor) ? this : new Proposal(other, because(why).reasons());
    }

    /** The same floor with one more reason. */
    public Proposal because(Reason why) {
        if (reasons.contains(why)) {
            return this;
        }
        List<Reason> more = new ArrayList<>(reasons);
        more.add(why);
        return new Proposal(floor, more);
    }

    Proposal atLeast(Replicas least, Reason why) {
        return to(floor.max(least), why);
    }

    Proposal atMost(Replicas most, Reason why) {
        return to(floor.min(most), why);
    }
}
