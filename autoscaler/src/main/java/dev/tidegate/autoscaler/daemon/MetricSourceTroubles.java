package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Reason;

/**
 * Reports a metrics source that does not answer, refuses, or answers with something unusable: once, not for each workload.
 * Thread-safe.
 */
final class MetricSourceTroubles implements MetricSource {
    private static final String SOURCE = "metrics.prometheus";

    private final MetricSource source;
    private final Troubles troubles;

    MetricSourceTroubles(MetricSource source, Troubles troubles) {
        this.source = source;
        this.troubles = troubles;
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
            troubles.report(
                    SOURCE,
                    unanswered.why().code(),
                    unanswered.detail() + "; floors hold meanwhile");
            return answer;
        }
        troubles.clear(SOURCE);
        if (answer instanceof Answer.Unanswered unanswered
                && unanswered.why() != Reason.DEMAND_EMPTY) {
            troubles.report(question, unanswered.why().code(), describe(unanswered));
        } else {
            troubles.clear(question); // no series may be normal: nobody was turned away
        }
        return answer;
    }
}
