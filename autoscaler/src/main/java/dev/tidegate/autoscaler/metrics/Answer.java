package dev.tidegate.autoscaler.metrics;

import dev.tidegate.autoscaler.situation.Reason;
import java.util.List;

/** The result of one query. */
public sealed interface Answer {

    /**
     * One series.
     *
     * @param samples in time order, at most one for each grid point; a point without one is missing, and zero is not missing
     * @param notNumbers points whose value was not finite
     */
    record Samples(List<Sample> samples, int notNumbers) implements Answer {
        public Samples {
            samples = List.copyOf(samples);
        }
    }

    /**
     * No usable data.
     *
     * @param detail for people; holds no secret
     */
    record Unanswered(Reason why, String detail) implements Answer {}
}
