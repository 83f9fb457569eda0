package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.signal.TrailingPeak;
import java.time.Duration;

/**
 * Detects a sudden collapse of demand that is probably not real. Demand that drops at once to a fraction of its minimum
 * in the last hour, which it hardly ever did before, more likely means callers who cannot reach the service than callers
 * who are gone: they return at once, faster than a launch. Their capacity is kept for some time. Not thread-safe.
 */
final class DemandCollapse {
    /** Largest demand that is a collapse, relative to the minimum of the last hour. */
    private static final double COLLAPSED_SHARE = 0.25;

    /** Demand at which a collapse is over, relative to that before it. */
    private static final double RECOVERED_SHARE = 0.5;

    private static final Duration MAX_DURATION = Duration.ofHours(2);
    // Collapses more frequent than this are ordinary.
    private static final Duration MIN_INTERVAL = Duration.ofDays(7);
    private static final Duration MIN_HISTORY = Duration.ofDays(1);

    private final double maxSteps;
    private final double minIntervalSteps;
    private final double minHistorySteps;
    private final TrailingPeak hourMinimum; // of negated demand, so that its peak is the minimum
    private final TrailingPeak launchPeak;
    private long steps;
    private int collapses;
    private double before;
    private int since;

    DemandCollapse(ShadowSettings settings, int lag) {
        maxSteps = settings.stepsIn(MAX_DURATION);
        minIntervalSteps = settings.stepsIn(MIN_INTERVAL);
        minHistorySteps = settings.stepsIn(MIN_HISTORY);
        hourMinimum = new TrailingPeak((int) Math.max(1, settings.stepsIn(Duration.ofHours(1))));
        launchPeak = new TrailingPeak(lag + 1);
    }

    /** Whether demand has collapsed and is expected to come back. */
    boolean isDoubtful() {
        return since > 0;
    }

    /** Demand before the collapse. */
    double before() {
        return before;
    }

    /** Steps since the collapse, including its first one. */
    int since() {
        return since;
    }

    /** Adds the demand of a step. */
    void add(double demand) {
        if (since > 0) {
            since = demand > RECOVERED_SHARE * before || since >= maxSteps ? 0 : since + 1;
        } else if (steps >= minHistorySteps && demand < COLLAPSED_SHARE * -hourMinimum.peak()) {
            since = steps - minHistorySteps >= collapses * minIntervalSteps ? 1 : 0;
            before = launchPeak.peak();
            collapses++;
        }
        steps++;
        hourMinimum.add(-demand);
        launchPeak.add(demand);
    }
}
