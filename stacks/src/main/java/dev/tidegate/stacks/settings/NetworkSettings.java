package dev.tidegate.stacks.settings;

import java.time.Duration;

/** How a region's network leaves for the world, and how long its flow logs are kept. */
public record NetworkSettings(Nat nat, Duration flowLogs) {
    public enum Nat {
        SINGLE,
        EACH_ZONE
    }
}
