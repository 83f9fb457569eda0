package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.book.TriggerProgress;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.signal.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;

/** One book's signal, followed live, with the samples that a trigger will have to show. */
final class SignalWatch {
    private static final int MOST_SAMPLES = 120;

    private final TriggerRule rule;
    private final TriggerProgress progress;
    private final ArrayDeque<Sample> dwell = new ArrayDeque<>();
    private TriggerProgress.Move due = TriggerProgress.Move.NONE;
    private Optional<Trigger> called = Optional.empty();

    /** @param in whether the rule calls for the book already, as far as that is known */
    SignalWatch(TriggerRule rule, boolean in) {
        this.rule = rule;
        this.progress = new TriggerProgress(rule, in);
    }

    TriggerRule rule() {
        return rule;
    }

    boolean isIn() {
        return progress.isIn();
    }

    /** The newest move that nobody has {@linkplain #done acted} on yet. */
    TriggerProgress.Move see(Sample sample) {
        boolean fresh = !progress.isDwelling();
        TriggerProgress.Move move = progress.see(sample);
        if (fresh && move == TriggerProgress.Move.NONE) {
            dwell.clear();
        }
        dwell.addLast(sample);
        if (dwell.size() > MOST_SAMPLES) {
            dwell.removeFirst();
        }
        due = move == TriggerProgress.Move.NONE ? due : move;
        if (move == TriggerProgress.Move.ENTERED) {
            called = Optional.of(calledFor());
        }
        return due;
    }

    /** What was due has been done, or need not be. */
    void done() {
        due = TriggerProgress.Move.NONE;
    }

    private Trigger calledFor() {
        Sample last = dwell.getLast();
        return new Trigger(last.at(), last.value(), rule.text(), new ArrayList<>(dwell));
    }

    /** Why the rule calls for its book, at the sample that made it do so, however much later it is opened. */
    Trigger trigger() {
        return called.orElseThrow();
    }
}
