package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GpuFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class FleetExamples {
    private FleetExamples() {}

    static FleetSettings chat() {
        return named("chat");
    }

    static FleetSettings named(String name) {
        return named(name, Optional.empty());
    }

    /** One on a cluster. */
    static FleetSettings ofPods(String name, int gpus, int base, int share, int max) {
        return new FleetSettings(
                name,
                FleetSettings.Platform.KUBERNETES,
                GpuFamily.L4,
                gpus,
                Optional.empty(),
                new FleetSettings.Bounds(1, max),
                new FleetSettings.Purchase(base, share, Optional.empty()),
                Optional.empty(),
                Duration.ofMinutes(6),
                Duration.ofMinutes(2),
                "s3://models/" + name,
                new FleetSettings.Serving(
                        8000,
                        4200,
                        "tokens",
                        Duration.ofMinutes(5),
                        "0.1%",
                        Duration.ofSeconds(10)),
                List.of());
    }

    /** One whose requests another fleet may answer. */
    static FleetSettings withSmaller(String name, String smaller) {
        return named(name, Optional.of(smaller));
    }

    private static FleetSettings named(String name, Optional<String> smaller) {
        return new FleetSettings(
                name,
                FleetSettings.Platform.INSTANCES,
                GpuFamily.L4,
                1,
                smaller,
                new FleetSettings.Bounds(1, 4),
                new FleetSettings.Purchase(1, 0, Optional.empty()),
                Optional.empty(),
                Duration.ofMinutes(6),
                Duration.ofMinutes(2),
                "s3://models/chat",
                new FleetSettings.Serving(
                        8000,
                        4200,
                        "tokens",
                        Duration.ofMinutes(5),
                        "0.1%",
                        Duration.ofSeconds(10)),
                List.of());
    }
}
