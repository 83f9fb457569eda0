package dev.tidegate.autoscaler.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.Problem;
import dev.tidegate.autoscaler.daemon.DaemonRequirements;
import dev.tidegate.autoscaler.daemon.NamedSecrets;
import dev.tidegate.runbooks.cli.show.OutputOption;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints all problems of a configuration, or what a daemon would do with it. Has no side effects. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = {
            "Lists every mistake in a configuration, or says what the daemon would watch and"
                    + " change with it. Also names secrets that cannot be read here. Contacts no"
                    + " server; the exit code is 3 if there is a mistake."
        },
        footer = {"", "Example:", "  tidegate check-config --config tidegate.yaml"})
public final class CheckConfigCommand implements Callable<Integer> {

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LoadOutcome outcome = configuration.read();
        List<Problem> problems =
                outcome instanceof LoadOutcome.Loaded loaded
                        ? DaemonRequirements.unmet(loaded.settings())
                        : ((LoadOutcome.Invalid) outcome).problems();
        List<String> unreadable =
                outcome instanceof LoadOutcome.Loaded loaded
                        ? NamedSecrets.unreadable(loaded.settings(), System.getenv())
                        : List.of();
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            ObjectNode json = json(problems, unreadable);
            if (outcome instanceof LoadOutcome.Loaded loaded && problems.isEmpty()) {
                json.set("workloads", json(loaded.settings()));
            }
            out.println(json.toPrettyString());
        } else if (outcome instanceof LoadOutcome.Loaded loaded && problems.isEmpty()) {
            out.println(configuration.file() + " is in order:");
            print(out, loaded.settings());
        } else {
            problems.forEach(out::println);
        }
        if (!output.isJson()) {
            unreadable.forEach(message -> out.println("  not readable here: " + message));
        }
        out.flush();
        return problems.isEmpty() ? ExitCode.DONE.code() : ExitCode.BAD_CONFIGURATION.code();
    }

    private static void print(PrintWriter out, Settings settings) {
        for (WorkloadSettings workload : settings.workloads()) {
            out.printf(
                    "  %s  %s, floor within %d and %d, every %s s%n",
                    workload.name(),
                    settings.modeOf(workload).name().toLowerCase(Locale.ROOT),
                    workload.bounds().min(),
                    workload.bounds().max(),
                    BigDecimal.valueOf(settings.interval().toMillis(), 3)
                            .stripTrailingZeros()
                            .toPlainString());
        }
        if (!Files.isDirectory(settings.runbooks())) {
            out.println(
                    "  no folder of books at "
                            + settings.runbooks()
                            + ": no book can be proposed, opened or run; set runbooks to their folder");
        }
    }

    private static ArrayNode json(Settings settings) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (WorkloadSettings workload : settings.workloads()) {
            all.addObject()
                    .put("workload", workload.name())
                    .put("mode", settings.modeOf(workload).name().toLowerCase(Locale.ROOT))
                    .put("min", workload.bounds().min())
                    .put("max", workload.bounds().max())
                    .put("interval_seconds", settings.interval().toMillis() / 1000.0);
        }
        return all;
    }

    private static ObjectNode json(List<Problem> problems, List<String> unreadable) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode one = all.addObject();
            problem.line().ifPresent(line -> one.put("line", line));
            one.put("key", problem.key())
                    .put("found", problem.found())
                    .put("expected", problem.expected());
        }
        ArrayNode secrets = json.putArray("unreadable_secrets");
        unreadable.forEach(secrets::add);
        return json;
    }
}
