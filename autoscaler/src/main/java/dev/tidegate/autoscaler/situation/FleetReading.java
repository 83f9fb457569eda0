package dev.tidegate.autoscaler.situation;

/** The fleet as it was last read, or why it could not be. */
public sealed interface FleetReading permits FleetView, FleetReading.Unseen {

    /**
     * The fleet is not known.
     *
     * @param floor the last one that was confirmed
     * @param presumed whether none was yet, and {@code floor} only stands for it
     */
    record Unseen(Reason why, int floor, boolean presumed) implements FleetReading {
        public Unseen {
            FleetView.require("floor", floor);
        }

        /** With a floor that was confirmed. */
        public Unseen(Reason why, int floor) {
            this(why, floor, false);
        }
    }

    /** Whether somebody has seen the floor. */
    default boolean isConfirmed() {
        return !(this instanceof Unseen unseen && unseen.presumed());
    }

    /** The floor that stands, as far as it is known. */
    int floor();
}
