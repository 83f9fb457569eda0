package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.signal.Sample;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a rule is, followed sample by sample. A dwell time counts only while samples keep coming: a gap
 * of more than {@link #LONGEST_GAP} begins it anew, and neither enters nor leaves. Not thread-safe.
 */
public final class TriggerProgress {
    public static final Duration LONGEST_GAP = Duration.ofMinutes(5);

    /** What one sample did. */
    public enum Move {
        NONE,
        ENTERED,
        LEFT
    }

    private final TriggerRule rule;
    private boolean in;
    private @Nullable Instant since; // of the dwell that is under way
    private @Nullable Instant last;

    public TriggerProgress(TriggerRule rule) {
        this(rule, false);
    }

    /** @param in whether it was entered before the first sample */
    public TriggerProgress(TriggerRule rule, boolean in) {
        this.rule = rule;
        this.in = in;
    }

    /** Whether the rule calls for the book now. */
    public boolean isIn() {
        return in;
    }

    /** Whether a dwell is under way, in or out. */
    public boolean isDwelling() {
        return since != null;
    }

    /**
     * @param sample not older than the last
     */
    public Move see(Sample sample) {
        Instant at = sample.at();
        if (last != null && Duration.between(last, at).compareTo(LONGEST_GAP) > 0) {
            since = null;
        }
        last = at;
        boolean moving = in ? rule.exitsAt(sample.value()) : rule.entersAt(sample.value());
        if (!moving) {
            since = null;
            return Move.NONE;
        }
        since = since == null ? at : since;
        Duration asked = in ? rule.exitFor() : rule.enterFor();
        if (Duration.between(since, at).compareTo(asked) < 0) {
            return Move.NONE;
        }
        since = null;
        in = !in;
        return in ? Move.ENTERED : Move.LEFT;
    }
}
