package dev.tidegate.autoscaler.metrics;

/**
 * A source of measurements. A query blocks, is bounded in time and size by the source's own settings, has no side effects, and
 * never throws for a failure of the other side: that is an answer with a reason.
 */
public interface MetricSource {

    Answer ask(RangeQuery query);
}
