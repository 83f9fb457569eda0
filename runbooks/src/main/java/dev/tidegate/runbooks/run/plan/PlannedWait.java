package dev.tidegate.runbooks.run.plan;

import dev.tidegate.runbooks.yaml.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits until a signal has stayed on one side of a threshold.
 *
 * @param now what the signal said when the run was planned, in words
 */
public record PlannedWait(
        String id,
        String query,
        boolean below,
        double threshold,
        Duration lasting,
        Duration timeout,
        String now,
        Optional<String> skip)
        implements PlannedStep {

    /** Whether a value is on the side that is waited for. */
    public boolean holdsAt(double value) {
        return below ? value < threshold : value > threshold;
    }

    /** The condition without its query. */
    public String condition() {
        return (below ? "< " : "> ") + threshold + " for " + Durations.text(lasting);
    }
}
