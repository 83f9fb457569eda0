package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.DisruptionCounts;
import java.util.List;

/**
 * What a planner has learned of a fleet that the next one cannot learn elsewhere.
 *
 * @param losses   how often replicas were lost
 * @param launches durations of the last launches, in seconds
 */
public record PlannerHandover(DisruptionCounts losses, List<Integer> launches) {

    public PlannerHandover {
        launches = List.copyOf(launches);
        if (launches.stream().anyMatch(seconds -> seconds < 0)) {
            throw new IllegalArgumentException("seconds must not be negative, were " + launches);
        }
    }
}
