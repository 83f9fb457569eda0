package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import java.util.ArrayList;
import java.util.List;

/** A floor on its way through the guards, with the reasons so far. */
record Proposal(Replicas floor, List<Reason> reasons) {

    Proposal {
        reasons = List.copyOf(reasons);
    }

    /** Another floor, and why; the same floor leaves no reason. */
    Proposal to(Replicas other, Reason why) {
        if (other.equals(floor)) {
            return this;
        }
        List<Reason> more = new ArrayList<>(reasons);
        if (!more.contains(why)) {
            more.add(why);
        }
        return new Proposal(other, more);
    }

    Proposal atLeast(Replicas least, Reason why) {
        return to(floor.max(least), why);
    }

    Proposal atMost(Replicas most, Reason why) {
        return to(floor.min(most), why);
    }
}
