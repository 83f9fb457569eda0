package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.config.SignalSettings;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the signals besides demand that show a lack of capacity. A signal that is not configured, not answered or
 * implausibly large is absent.
 */
public final class SignalFeed {
    private static final Duration GRID = Duration.ofSeconds(1);

    private final MetricSource source;
    private final SignalSettings settings;

    public SignalFeed(MetricSource source, SignalSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    /** Units that wait in the queue. */
    public OptionalDouble queued(Instant now) {
        return read(settings.queued(), now);
    }

    /** Units a second that were answered with "busy". */
    public OptionalDouble turnedAway(Instant now) {
        return read(settings.turnedAway(), now);
    }

    /** Units a second turned away in the past, slot by slot; empty if that is not configured. */
    public Optional<History> turnedAway(Duration step, Duration length, Instant now) {
        return settings.turnedAway()
                .map(query -> new DemandFeed(source, query, step))
                .map(feed -> feed.history(length, now, (read, all) -> {}));
    }

    /** The 99th percentile of the response time, in seconds. */
    public OptionalDouble latencyP99(Instant now) {
        return read(settings.latencyP99(), now);
    }

    private OptionalDouble read(Optional<String> expression, Instant now) {
        if (expression.isPresent()
                && source.ask(RangeQuery.newest(expression.get(), now, GRID))
                        instanceof Answer.Samples answered
                && !answered.samples().isEmpty()
                && answered.samples().get(0).value() >= 0
                && answered.samples().get(0).value() <= Observation.MAX_PLAUSIBLE) {
            return OptionalDouble.of(answered.samples().get(0).value());
        }
        return OptionalDouble.empty();
    }
}
