package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Reason;

/**
 * Tells among the troubles, once for all workloads that meet them, when a metrics source is silent, refuses, or answers with
 * what cannot be used. Thread-safe.
 */
final class MetricSourceTroubles implements MetricSource {
    private static final String SOURCE = "metrics.prometheus";

    private final MetricSource source;
    private final Troubles troubles;

    MetricSourceTroubles(MetricSource source, Troubles troubles) {
        this.source = source;
        this.troubles = troubles;
    }

    private static String told(Answer.Unanswered none) {
        return none.why() == Reason.METRICS_REFUSED
                ? "refused: " + none.detail()
                : none.why().code() + ": " + none.detail();
    }

    @Override
    public Answer ask(RangeQuery query) {
        Answer answer = source.ask(query);
        String question = "query " + query.expression();
        if (answer instanceof Answer.Unanswered none && none.why() == Reason.METRICS_UNREACHABLE) {
            troubles.report(SOURCE, none.why().code(), none.detail() + "; floors hold meanwhile");
            return answer;
        }
        troubles.clear(SOURCE);
        if (answer instanceof Answer.Unanswered none && none.why() != Reason.DEMAND_EMPTY) {
            troubles.report(question, none.why().code(), told(none));
        } else {
            troubles.clear(question); // no series may be as it should be: nobody was turned away
        }
        return answer;
    }
}
