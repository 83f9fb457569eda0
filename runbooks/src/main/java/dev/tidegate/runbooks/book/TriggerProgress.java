package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.signal.Sample;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of a trigger rule, updated sample by sample. A gap between samples of more than
 * {@link #MAX_GAP} restarts the dwell time and causes no move. Not thread-safe.
 */
public final class TriggerProgress {
    public static final Duration MAX_GAP = Duration.ofMinutes(5);

    /** Result of one sample. */
    public enum Move {
        NONE,
        ENTERED,
        LEFT
    }

    private final TriggerRule rule;
    private boolean active;
    private @Nullable Instant since; // of the current dwell
    private @Nullable Instant last;

    public TriggerProgress(TriggerRule rule) {
        this(rule, false);
    }

    /**
     * @param active whether the rule was entered before the first sample
     */
    public TriggerProgress(TriggerRule rule, boolean active) {
        this.rule = rule;
        this.active = active;
    }

    /** Whether the rule is entered now. */
    public boolean isActive() {
        return active;
    }

    /** Whether a dwell time is running, towards entry or exit. */
    public boolean isDwelling() {
        return since != null;
    }

    /**
     * @param sample not older than the previous one
     */
    public Move add(Sample sample) {
        Instant at = sample.at();
        if (last != null && Duration.between(last, at).compareTo(MAX_GAP) > 0) {
            since = null;
        }
        last = at;
        boolean moving = active ? rule.exitsAt(sample.value()) : rule.entersAt(sample.value());
        if (!moving) {
            since = null;
            return Move.NONE;
        }
        since = since == null ? at : since;
        Duration required = active ? rule.exitFor() : rule.enterFor();
        if (Duration.between(since, at).compareTo(required) < 0) {
            return Move.NONE;
        }
        since = null;
        active = !active;
        return active ? Move.ENTERED : Move.LEFT;
    }
}
