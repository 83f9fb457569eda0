package dev.tidegate.autoscaler.replay;

import java.time.Instant;
import java.util.List;

/**
 * One step of a replay; all in replicas.
 *
 * @param desired    the floor that was decided
 * @param paid       ready or on its way
 * @param turnedAway in what a replica serves in a step
 * @param policy     the best of the policies that were followed
 * @param reasons    codes
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

    public ReplayStep {
        reasons = List.copyOf(reasons);
    }

    /** What was counted in units, where a replica serves so many. */
    ReplayStep of(double unit) {
        return new ReplayStep(
                at, demand / unit, desired, ready, paid, turnedAway / unit, policy, reasons);
    }
}
