package dev.tidegate.runbooks.book;

import java.time.Duration;

/**
 * Retry policy of a step: exponential backoff with jitter.
 *
 * @param most the most retries after the first attempt
 * @param first the pause before the first retry; it doubles up to {@code longest}
 */
public record Retries(int most, Duration first, Duration longest) {
    public static final Retries DEFAULT =
            new Retries(4, Duration.ofMillis(500), Duration.ofSeconds(10));

    /**
     * The pause before a retry.
     *
     * @param retry 1 for the first retry
     * @param jitter from 0 to 1: picks a point in the upper half of the full pause
     */
    public Duration pauseBefore(int retry, double jitter) {
        long full = first.toMillis();
        for (int i = 1; i < retry && full < longest.toMillis(); i++) {
            full *= 2;
        }
        full = Math.min(full, longest.toMillis());
        return Duration.ofMillis(full / 2 + Math.round(full / 2.0 * jitter));
    }
}
