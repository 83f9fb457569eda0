package dev.tidegate.autoscaler.simulation.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock on which minutes pass in seconds. */
final class FastClock implements InstantSource {
    static final int SPEED = 10;

    private final Instant origin;
    private final long began;

    /** @param began the {@link System#nanoTime} at which it shows {@code origin} */
    FastClock(Instant origin, long began) {
        this.origin = origin;
        this.began = began;
    }

    @Override
    public Instant instant() {
        return origin.plusNanos(nanos());
    }

    /** Nanoseconds since it showed its origin. */
    long nanos() {
        return (System.nanoTime() - began) * SPEED;
    }

    /** What takes so long on this clock. */
    static Duration real(Duration shown) {
        return shown.dividedBy(SPEED);
    }
}
