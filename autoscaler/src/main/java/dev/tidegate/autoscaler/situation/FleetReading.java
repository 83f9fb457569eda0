package dev.tidegate.autoscaler.situation;

/** The fleet as it was last read, or why it could not be. */
public sealed interface FleetReading permits FleetView, FleetReading.Unseen {

    /** The fleet is not known; {@code floor} is the last floor that was confirmed. */
    record Unseen(Reason why, int floor) implements FleetReading {
        public Unseen {
            FleetView.require("floor", floor);
        }
    }

    /** The floor that stands, as far as it is known. */
    int floor();
}
