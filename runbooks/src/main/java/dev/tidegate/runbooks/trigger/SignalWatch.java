package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.book.TriggerProgress;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.signal.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;

/** Follows one book's signal, and keeps the samples to record with a trigger. */
final class SignalWatch {
    private static final int MAX_SAMPLES = 120;

    private final TriggerRule rule;
    private final TriggerProgress progress;
    private final ArrayDeque<Sample> dwell = new ArrayDeque<>();
    private TriggerProgress.Move pendingMove = TriggerProgress.Move.NONE;
    private Optional<Trigger> trigger = Optional.empty();

    /**
     * @param active whether the rule is known to have triggered the book already
     */
    SignalWatch(TriggerRule rule, boolean active) {
        this.rule = rule;
        this.progress = new TriggerProgress(rule, active);
    }

    TriggerRule rule() {
        return rule;
    }

    boolean isActive() {
        return progress.isActive();
    }

    /** Adds a sample; returns the latest move not yet {@linkplain #acknowledge acknowledged}. */
    TriggerProgress.Move add(Sample sample) {
        boolean fresh = !progress.isDwelling();
        TriggerProgress.Move move = progress.add(sample);
        if (fresh && move == TriggerProgress.Move.NONE) {
            dwell.clear();
        }
        dwell.addLast(sample);
        if (dwell.size() > MAX_SAMPLES) {
            dwell.removeFirst();
        }
        pendingMove = move == TriggerProgress.Move.NONE ? pendingMove : move;
        if (move == TriggerProgress.Move.ENTERED) {
            trigger = Optional.of(buildTrigger());
        }
        return pendingMove;
    }

    /** Marks the pending move as handled. */
    void acknowledge() {
        pendingMove = TriggerProgress.Move.NONE;
    }

    private Trigger buildTrigger() {
        Sample last = dwell.getLast();
        return new Trigger(last.at(), last.value(), rule.text(), new ArrayList<>(dwell));
    }

    /** The trigger at the sample that caused it, however much later the run is opened. */
    Trigger trigger() {
        return trigger.orElseThrow();
    }
}
