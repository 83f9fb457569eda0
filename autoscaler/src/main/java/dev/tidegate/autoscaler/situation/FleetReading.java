package dev.tidegate.autoscaler.situation;

/** The fleet as last read, or the reason why it could not be read. */
public sealed interface FleetReading permits FleetView, FleetReading.Unseen {

    /**
     * The fleet could not be read.
     *
     * @param floor the last confirmed floor
     * @param presumed whether no floor was confirmed yet, so that {@code floor} is an assumption
     */
    record Unseen(Reason why, int floor, boolean presumed) implements FleetReading {
        public Unseen {
            FleetView.require("floor", floor);
        }
    }

    /** Whether the floor was ever read. */
    default boolean isConfirmed() {
        return !(this instanceof Unseen unseen && unseen.presumed());
    }

    /** The current floor, as far as it is known. */
    int floor();
}
