package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The workload of a configuration that {@code --workload} selects. */
final class ConfiguredWorkload {

    /** As {@link #of}, where {@code --config} is optional; empty without it. */
    static Optional<WorkloadSettings> find(
            Optional<Path> file, Optional<String> name, CommandSpec command) {
        if (file.isEmpty() && name.isPresent()) {
            throw usage(command, "expected --config beside it, found none");
        }
        return file.map(given -> of(ConfigurationOption.load(given).workloads(), name, command));
    }

    /** The one of that name, or the only one. */
    static WorkloadSettings of(
            List<WorkloadSettings> all, Optional<String> name, CommandSpec command) {
        return all.stream()
                .filter(each -> name.map(each.name()::equals).orElse(all.size() == 1))
                .findFirst()
                .orElseThrow(
                        () ->
                                usage(
                                        command,
                                        "expected one of "
                                                + all.stream().map(WorkloadSettings::name).toList()
                                                + ", found "
                                                + name.orElse("none")));
    }

    private static ParameterException usage(CommandSpec command, String problem) {
        return new ParameterException(command.commandLine(), "--workload: " + problem);
    }

    private ConfiguredWorkload() {}
}
