package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Reason;

/** Tells a metrics source's silence and refusals among the troubles, once for all workloads that meet them. Thread-safe. */
final class ToldMetrics implements MetricSource {
    private static final String SOURCE = "metrics.prometheus";

    private final MetricSource source;
    private final Troubles troubles;

    ToldMetrics(MetricSource source, Troubles troubles) {
        this.source = source;
        this.troubles = troubles;
    }

    @Override
    public Answer ask(RangeQuery query) {
        Answer answer = source.ask(query);
        String question = "query " + query.expression();
        if (answer instanceof Answer.Unanswered none && none.why() == Reason.METRICS_UNREACHABLE) {
            troubles.stands(SOURCE, none.why().code(), none.detail() + "; floors hold meanwhile");
            return answer;
        }
        troubles.over(SOURCE);
        if (answer instanceof Answer.Unanswered none && none.why() == Reason.METRICS_REFUSED) {
            troubles.stands(question, none.why().code(), "refused: " + none.detail());
        } else {
            troubles.over(question);
        }
        return answer;
    }
}
