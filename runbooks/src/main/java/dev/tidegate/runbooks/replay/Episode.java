package dev.tidegate.runbooks.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One time that the rule would have been in force.
 *
 * @param peak the worst value while it lasted
 * @param left when the rule would have let go; empty when it still held at the end
 * @param flapped whether it began soon after the one before had ended
 * @param tooLong whether it outlasted the book's lease
 */
public record Episode(
        Instant entered, double peak, Optional<Instant> left, boolean flapped, boolean tooLong) {

    /** How long it lasted, at {@code end} if it still did. */
    public Duration length(Instant end) {
        return Duration.between(entered, left.orElse(end));
    }
}
