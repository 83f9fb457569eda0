package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.config.SignalSettings;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What tells besides demand that a service is short of capacity; a signal that is not configured, not answered or beyond all
 * sense is absent.
 */
public final class SignalFeed {
    private static final Duration GRID = Duration.ofSeconds(1);

    private final MetricSource source;
    private final SignalSettings settings;

    public SignalFeed(MetricSource source, SignalSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    /** Units that wait. */
    public OptionalDouble queued(Instant now) {
        return ask(settings.queued(), now);
    }

    /** Units a second answered with "busy". */
    public OptionalDouble turnedAway(Instant now) {
        return ask(settings.turnedAway(), now);
    }

    /** What was turned away slot by slot in the past; empty if that is not asked for or cannot be. */
    public Optional<Series> turnedAway(Duration step, Duration length, Instant now) {
        return settings.turnedAway()
                .map(query -> new DemandFeed(source, query, step))
                .map(feed -> feed.history(length, now, (read, all) -> {}))
                .filter(History.Read.class::isInstance)
                .map(past -> ((History.Read) past).series());
    }

    /** The 99th percentile of the time to answer, in seconds. */
    public OptionalDouble latencyP99(Instant now) {
        return ask(settings.latencyP99(), now);
    }

    private OptionalDouble ask(Optional<String> expression, Instant now) {
        if (expression.isPresent()
                && source.ask(RangeQuery.newest(expression.get(), now, GRID))
                        instanceof Answer.Samples answered
                && !answered.samples().isEmpty()
                && answered.samples().get(0).value() >= 0
                && answered.samples().get(0).value() <= Observation.BEYOND_SENSE) {
            return OptionalDouble.of(answered.samples().get(0).value());
        }
        return OptionalDouble.empty();
    }
}
