package dev.tidegate.runbooks.run.record;

import java.time.Duration;

/**
 * Why a run is undone.
 *
 * @param wanted asked for by a person, or the lease expired; false when something failed
 */
public record UndoCause(String why, boolean wanted) {
    /** How long a failed undo is retried, from the first failure. */
    public static final Duration PATIENCE = Duration.ofMinutes(15);
}
