package dev.tidegate.autoscaler.replay;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One step of a replay, in replicas.
 *
 * @param desired    the floor that was decided
 * @param paid       replicas ready or starting
 * @param turnedAway work turned away, in what a replica serves in a step
 * @param policy     the best of the followed policies
 * @param reasons    codes of the reasons
 */
public record ReplayStep(
        Instant at,
        double demand,
        int desired,
        int ready,
        int paid,
        double turnedAway,
        String policy,
        List<String> reasons) {

    /** What the values of a {@link #row} are. */
    static final String COLUMNS = "timestamp,demand,desired,ready,paid,turned_away,policy,reasons";

    public ReplayStep {
        reasons = List.copyOf(reasons);
    }

    /** Its values, separated by commas. */
    String row() {
        return String.format(
                Locale.ROOT,
                "%s,%.3f,%d,%d,%d,%.3f,\"%s\",%s",
                at,
                demand,
                desired,
                ready,
                paid,
                turnedAway,
                policy,
                String.join(" ", reasons));
    }

    /** This step, converted from units to replicas that serve {@code perReplica} each. */
    ReplayStep inReplicas(double perReplica) {
        return new ReplayStep(
                at,
                demand / perReplica,
                desired,
                ready,
                paid,
                turnedAway / perReplica,
                policy,
                reasons);
    }
}
