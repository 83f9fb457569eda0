package dev.tidegate.autoscaler.cli;

import dev.tidegate.forecaster.series.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The known events of a configured workload, for a command that needs nothing else of the configuration. */
final class KnownEvents {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration with known events (default: none are known).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "Whose events (default: the only workload's).")
    private Optional<String> workload = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    List<Event> events() {
        return ConfiguredWorkload.find(file, workload, spec)
                .map(each -> each.demand().occurrences())
                .orElse(List.of());
    }
}
