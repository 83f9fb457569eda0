package dev.tidegate.autoscaler.capacity;

import java.util.List;

/**
 * How often replicas were lost, as {@link Disruptions} counts it: in seconds, older ones weighing less.
 *
 * @param watched in which a fleet was watched
 * @param lost    in which a part of it was lost, by {@linkplain Disruptions#lost(int) part}
 */
public record DisruptionCounts(double watched, List<Double> lost) {

    public DisruptionCounts {
        lost = List.copyOf(lost);
        if (lost.size() != Disruptions.PARTS) {
            throw new IllegalArgumentException(
                    "expected " + Disruptions.PARTS + " parts, found " + lost.size());
        }
        if (!(watched >= 0) || lost.stream().anyMatch(seconds -> !(seconds >= 0))) {
            throw new IllegalArgumentException(
                    "seconds must not be negative, were " + watched + " and " + lost);
        }
    }
}
