package dev.tidegate.autoscaler.capacity;

import java.util.List;

/**
 * How often replicas were lost, as counted by {@link Disruptions}: in seconds, with older ones weighing less.
 *
 * @param watched seconds in which a fleet was observed
 * @param lost    seconds in which a share of it was lost, by {@linkplain Disruptions#lostShare(int) bucket}
 */
public record DisruptionCounts(double watched, List<Double> lost) {

    public DisruptionCounts {
        lost = List.copyOf(lost);
        if (lost.size() != Disruptions.BUCKETS) {
            throw new IllegalArgumentException(
                    "expected " + Disruptions.BUCKETS + " parts, found " + lost.size());
        }
        if (!(watched >= 0) || lost.stream().anyMatch(seconds -> !(seconds >= 0))) {
            throw new IllegalArgumentException(
                    "seconds must not be negative, were " + watched + " and " + lost);
        }
    }
}
