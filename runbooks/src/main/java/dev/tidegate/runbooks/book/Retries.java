package dev.tidegate.runbooks.book;

import java.time.Duration;

/**
 * How often a step is tried again, and how long between.
 *
 * @param most tries after the first
 * @param first the pause after the first try; it doubles up to {@code longest}
 */
public record Retries(int most, Duration first, Duration longest) {
    public static final Retries USUAL =
            new Retries(4, Duration.ofMillis(500), Duration.ofSeconds(10));

    /**
     * The pause before a try.
     *
     * @param retry 1 for the first retry
     * @param jitter from 0 to 1: where in the upper half of the pause it falls
     */
    public Duration before(int retry, double jitter) {
        long full = first.toMillis();
        for (int i = 1; i < retry && full < longest.toMillis(); i++) {
            full *= 2;
        }
        full = Math.min(full, longest.toMillis());
        return Duration.ofMillis(full / 2 + Math.round(full / 2.0 * jitter));
    }
}
