package dev.tidegate.stacks.settings;

import java.time.Duration;

/** NAT gateways of a region's network, and retention of its flow logs. */
public record NetworkSettings(Nat nat, Duration flowLogs) {
    public enum Nat {
        SINGLE,
        EACH_ZONE
    }
}
