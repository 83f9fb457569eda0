package dev.tidegate.autoscaler.metrics;

/**
 * Where measurements are asked for. Asking is blocking, bounded in time and size by the source's own settings, changes
 * nothing, and never throws for what the other side does: that is an answer with a reason.
 */
public interface MetricSource {

    Answer ask(RangeQuery query);
}
