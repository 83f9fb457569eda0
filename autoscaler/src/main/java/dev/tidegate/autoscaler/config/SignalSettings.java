package dev.tidegate.autoscaler.config;

import java.util.Optional;

/**
 * PromQL for signals that the service lacks capacity, each optional.
 *
 * @param queued units waiting now
 * @param turnedAway units a second answered with "busy"
 * @param latencyP99 seconds
 */
public record SignalSettings(
        Optional<String> queued, Optional<String> turnedAway, Optional<String> latencyP99) {}
