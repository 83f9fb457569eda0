package dev.tidegate.autoscaler.situation;

import java.time.Instant;

/** A fleet at an instant: its floor, and the replicas wanted, starting and ready. */
public record FleetView(Instant at, int floor, int wanted, int starting, int ready)
        implements FleetReading {

    public FleetView {
        require("floor", floor);
        require("wanted", wanted);
        require("starting", starting);
        require("ready", ready);
    }

    /** Replicas that are paid for: ready or starting. */
    public int total() {
        return starting + ready;
    }

    static void require(String name, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " must not be negative, was " + count);
        }
    }
}
