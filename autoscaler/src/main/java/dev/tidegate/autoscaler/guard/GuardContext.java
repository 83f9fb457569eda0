package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of the guards.
 *
 * @param currentFloor the floor now in effect
 * @param demandProblem why demand is unreliable now, if it is
 * @param overrides  overrides in effect now
 * @param overdue    whether launches take much longer than usual
 * @param ineffective whether added capacity did not help
 * @param historyKnown whether all removals within the windows are known
 * @param peakFloor  the largest floor within the blast window
 * @param peakNeed   the largest need within the peak window
 * @param drained    whether the longest request since the last scale-in has ended
 * @param affordable the largest floor that the budget allows, if there is one
 */
public record GuardContext(
        Replicas currentFloor,
        Optional<Reason> demandProblem,
        List<FloorOverride> overrides,
        boolean overdue,
        boolean ineffective,
        boolean historyKnown,
        Replicas peakFloor,
        Replicas peakNeed,
        boolean drained,
        Optional<Replicas> affordable) {

    public GuardContext {
        overrides = List.copyOf(overrides);
    }
}
