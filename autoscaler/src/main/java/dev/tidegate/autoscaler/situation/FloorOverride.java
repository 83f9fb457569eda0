package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Replicas;
import java.time.Instant;

/** An override of the floor by an operator or a run of a book, until it expires. */
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

    /** For people, as in {@code pin 5 until 2026-03-01T14:00:00Z}. */
    default String describe() {
        String what = "freeze";
        if (this instanceof Pin pin) {
            what = "pin " + pin.floor().count();
        } else if (this instanceof Floor floor) {
            what = "floor " + floor.minimum().count();
        } else if (this instanceof Ceiling ceiling) {
            what = "ceiling " + ceiling.maximum().count();
        }
        return what + " until " + expires();
    }
}
