package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.metrics.prometheus.PrometheusSource;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Reports a metrics source that does not answer, refuses, or answers with something unusable: once, not for each workload.
 * Thread-safe.
 */
final class MetricSourceTroubles implements MetricSource {
    private static final String SOURCE = "metrics.prometheus";
    private static final String CLOCK = "clock of " + SOURCE;
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    private final MetricSource source;
    private final Troubles troubles;
    private final Set<String> failing = ConcurrentHashMap.newKeySet(); // expressions

    MetricSourceTroubles(MetricSource source, Troubles troubles) {
        this.source = source;
        this.troubles = troubles;
    }

    /** A Prometheus whose troubles are reported, a clock that differs from this one included. */
    static MetricSource prometheus(
            PrometheusSettings settings,
            Map<String, String> environment,
            InstantSource clock,
            Troubles troubles) {
        return new MetricSourceTroubles(
                new PrometheusSource(settings, environment, clockComparison(clock, troubles)),
                troubles);
    }

    /** Reports a source whose clock differs from this machine's; receives the time of the source's. */
    static Consumer<Instant> clockComparison(InstantSource clock, Troubles troubles) {
        return sourceTime -> {
            Duration ahead = Duration.between(clock.instant(), sourceTime);
            if (ahead.abs().compareTo(CLOCK_TOLERANCE) <= 0) {
                troubles.clear(CLOCK);
                return;
            }
            String effect =
                    ahead.isNegative()
                            ? " s behind this machine's: it is asked for what it has not seen yet, and demand reads as too"
                                    + " little or nothing"
                            : " s ahead of this machine's: it is asked for what is past there, and plans follow demand that"
                                    + " much later";
            troubles.report(
                    CLOCK,
                    "clocks differ",
                    "it is "
                            + ahead.abs().toSeconds()
                            + effect
                            + "; correct the one that is wrong");
        };
    }

    private static String describe(Answer.Unanswered unanswered) {
        return unanswered.why() == Reason.METRICS_REFUSED
                ? "refused: " + unanswered.detail()
                : unanswered.why().code() + ": " + unanswered.detail();
    }

    @Override
    public Answer ask(RangeQuery query) {
        Answer answer = source.ask(query);
        String question = "query " + query.expression();
        if (answer instanceof Answer.Unanswered unanswered
                && unanswered.why() == Reason.METRICS_UNREACHABLE) {
            failing.add(query.expression());
            troubles.report(
                    SOURCE,
                    unanswered.why().code(),
                    unanswered.detail() + "; floors hold meanwhile");
            return answer;
        }
        failing.remove(query.expression());
        if (failing.isEmpty()) {
            troubles.clear(SOURCE);
        }
        if (answer instanceof Answer.Unanswered unanswered
                && unanswered.why() != Reason.DEMAND_EMPTY) {
            troubles.report(question, unanswered.why().code(), describe(unanswered));
        } else {
            troubles.clear(question); // no series may be normal: nobody was turned away
        }
        return answer;
    }
}
