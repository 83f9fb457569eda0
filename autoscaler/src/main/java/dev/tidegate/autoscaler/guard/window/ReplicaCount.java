package dev.tidegate.autoscaler.guard.window;

import java.time.Instant;

/** A number of replicas from an instant on, until the next count. */
public record ReplicaCount(Instant at, int count) {

    public ReplicaCount {
        if (count < 0) {
            throw new IllegalArgumentException("a count must not be negative, was " + count);
        }
    }
}
