package dev.tidegate.runbooks.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One period in which the rule would have been active.
 *
 * @param peak the worst value during it
 * @param left when the rule would have exited; empty when it was still active at the end
 * @param flapped whether it began soon after the previous one ended
 * @param tooLong whether it outlasted the book's lease
 */
public record Episode(
        Instant entered, double peak, Optional<Instant> left, boolean flapped, boolean tooLong) {

    /** How long it lasted, up to {@code end} if still active. */
    public Duration length(Instant end) {
        return Duration.between(entered, left.orElse(end));
    }
}
