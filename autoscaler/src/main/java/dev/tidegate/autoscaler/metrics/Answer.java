package dev.tidegate.autoscaler.metrics;

import dev.tidegate.autoscaler.situation.Reason;
import java.util.List;

/** What a source said to one query. */
public sealed interface Answer {

    /**
     * One series.
     *
     * @param samples in time order, at most one a point; a point without one is missing, and zero is not missing
     * @param notNumbers points at which the source answered, but with no finite number
     */
    record Samples(List<Sample> samples, int notNumbers) implements Answer {
        public Samples {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Nothing that could be used.
     *
     * @param detail for people; holds no secret
     */
    record Unanswered(Reason why, String detail) implements Answer {}
}
