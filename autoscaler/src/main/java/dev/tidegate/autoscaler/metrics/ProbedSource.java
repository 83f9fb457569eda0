package dev.tidegate.autoscaler.metrics;

import dev.tidegate.autoscaler.situation.Reason;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another source, which is asked one question at a time while it answers none. The others are told at once that it does not
 * answer: thousands of loops that each wait out a time limit would all be late, and be its first load when it comes back.
 * Thread-safe.
 */
public final class ProbedSource implements MetricSource {
    private static final int SILENT = 16; // questions in a row without an answer

    private final MetricSource source;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Semaphore probe = new Semaphore(1);

    public ProbedSource(MetricSource source) {
        this.source = source;
    }

    @Override
    public Answer ask(RangeQuery query) {
        int inVain = unanswered.get();
        if (inVain < SILENT) {
            return asked(query);
        }
        if (!probe.tryAcquire()) {
            return new Answer.Unanswered(
                    Reason.METRICS_UNREACHABLE,
                    "not asked: the last " + inVain + " questions were not answered");
        }
        try {
            return asked(query);
        } finally {
            probe.release();
        }
    }

    private Answer asked(RangeQuery query) {
        Answer answer = source.ask(query);
        if (answer instanceof Answer.Unanswered none && none.why() == Reason.METRICS_UNREACHABLE) {
            unanswered.incrementAndGet();
        } else {
            unanswered.set(0);
        }
        return answer;
    }
}
