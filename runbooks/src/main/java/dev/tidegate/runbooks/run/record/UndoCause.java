package dev.tidegate.runbooks.run.record;

import java.time.Duration;

/**
 * Why a run is taken back.
 *
 * @param wanted by a person, or by the end of its lease; else something failed
 */
public record UndoCause(String why, boolean wanted) {
    /** How long what cannot be taken back just now is tried again, from the first time that it could not. */
    public static final Duration PATIENCE = Duration.ofMinutes(15);
}
