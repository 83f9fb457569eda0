package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Replicas;
import java.time.Instant;

/** An operator's word on a floor, until it expires. */
public sealed interface FloorOverride {

    /** Exactly so many. */
    record Pin(Replicas floor, Instant expires) implements FloorOverride {}

    /** At least so many. */
    record Floor(Replicas least, Instant expires) implements FloorOverride {}

    /** At most so many. */
    record Ceiling(Replicas most, Instant expires) implements FloorOverride {}

    /** No change of the floor. */
    record Freeze(Instant expires) implements FloorOverride {}

    Instant expires();

    /** An override has no effect from the instant at which it expires. */
    default boolean holdsAt(Instant now) {
        return now.isBefore(expires());
    }
}
