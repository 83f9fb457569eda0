package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.cli.option.BadConfiguration;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.forecaster.series.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The calendar of a configured workload, for a command that needs nothing else of the configuration. */
final class KnownEvents {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration with known events (default: none are known).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "Whose events (default: the first workload's).")
    private Optional<String> workload = Optional.empty();

    /** Empty when the configuration has no such workload. */
    Optional<List<Event>> events() {
        if (file.isEmpty()) {
            return Optional.of(List.of());
        }
        LoadOutcome outcome = SettingsLoader.load(file.get());
        if (outcome instanceof LoadOutcome.Invalid invalid) {
            throw new BadConfiguration(file.get(), invalid.problems());
        }
        return ((LoadOutcome.Loaded) outcome)
                .settings().workloads().stream()
                        .filter(each -> workload.isEmpty() || each.name().equals(workload.get()))
                        .findFirst()
                        .map(each -> each.demand().occurrences());
    }
}
