package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The workload that {@code --config} and {@code --workload} select, for commands where both are optional. */
final class ConfiguredWorkload {

    /** The named workload of the file, or else its first; empty without a file. */
    static Optional<WorkloadSettings> find(
            Optional<Path> file, Optional<String> name, CommandSpec command) {
        if (file.isEmpty()) {
            if (name.isPresent()) {
                throw usage(command, "expected --config beside it, found none");
            }
            return Optional.empty();
        }
        List<WorkloadSettings> all = ConfigurationOption.load(file.get()).workloads();
        Optional<WorkloadSettings> found =
                all.stream()
                        .filter(each -> name.isEmpty() || each.name().equals(name.get()))
                        .findFirst();
        if (found.isEmpty()) {
            List<String> names = all.stream().map(WorkloadSettings::name).toList();
            throw usage(command, "expected one of " + names + ", found " + name.orElse("none"));
        }
        return found;
    }

    private static ParameterException usage(CommandSpec command, String problem) {
        return new ParameterException(command.commandLine(), "--workload: " + problem);
    }

    private ConfiguredWorkload() {}
}
