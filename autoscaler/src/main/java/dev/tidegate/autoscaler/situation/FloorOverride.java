package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Replicas;
import java.time.Instant;

/** An operator's override of the floor, until it expires. */
public sealed interface FloorOverride {

    /** The floor is exactly {@code floor}. */
    record Pin(Replicas floor, Instant expires) implements FloorOverride {}

    /** The floor is at least {@code minimum}. */
    record Floor(Replicas minimum, Instant expires) implements FloorOverride {}

    /** The floor is at most {@code maximum}. */
    record Ceiling(Replicas maximum, Instant expires) implements FloorOverride {}

    /** The floor does not change. */
    record Freeze(Instant expires) implements FloorOverride {}

    Instant expires();

    /** Whether the override is in effect; from the instant of its expiry it is not. */
    default boolean holdsAt(Instant now) {
        return now.isBefore(expires());
    }
}
