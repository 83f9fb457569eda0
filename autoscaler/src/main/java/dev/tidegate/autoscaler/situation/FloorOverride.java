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

    /** Whether the other one, given later, has no effect, or not all of it, while this one stands: a freeze beats a pin, a pin beats limits, and a ceiling beats a floor. */
    default boolean beats(FloorOverride other) {
        return switch (rank()) {
            case 3 -> other.rank() < 3;
            case 2 -> other.rank() < 2;
            default ->
                    this instanceof Ceiling ceiling
                            && other instanceof Floor floor
                            && floor.minimum().count() > ceiling.maximum().count();
        };
    }

    private int rank() {
        return this instanceof Freeze ? 3 : this instanceof Pin ? 2 : 1;
    }

    /** Whether the override is in effect; from the instant of its expiry it is not. */
    default boolean holdsAt(Instant now) {
        return now.isBefore(expires());
    }
}
