package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.ControlSettings;
import java.util.List;
import java.util.Optional;

final class DaemonExamples {
    private DaemonExamples() {}

    /** The daemon's configuration for fleet {@code chat} in {@code us-east-1}. */
    static String document(Optional<FlagHash> flags, boolean gateways) {
        return DaemonDocument.of(
                new DaemonFacts(
                        ControlSettings.Mode.ADVISE,
                        new DaemonFacts.Store("jdbc:postgresql://db/tidegate", "tidegate"),
                        "http://127.0.0.1:8005",
                        List.of(
                                new DaemonFacts.Workload(
                                        FleetExamples.chat(), "us-east-1", "group")),
                        gateways,
                        flags));
    }
}
