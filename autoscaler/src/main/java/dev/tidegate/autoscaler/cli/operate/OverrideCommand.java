package dev.tidegate.autoscaler.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.cli.option.SpanConverter;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.daemon.Store;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.AccessOption;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.ledger.Draft;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an operator's override of a floor to the ledger; the daemon applies it from its next cycle on. */
@Command(
        name = "override",
        mixinStandardHelpOptions = true,
        description = {
            "Pins, bounds or freezes a workload's floor for a while, or shows the overrides in force.",
            "The daemon follows it from its next cycle on; it ends by itself."
        },
        footer = {
            "",
            "Examples:",
            "  tidegate override chat                                  what is in force",
            "  tidegate override chat --floor 12 --for 2h --why 'launch at noon'",
            "  tidegate override chat --freeze --for 30m --why 'network change'",
            "  tidegate override chat --clear --why 'all quiet'",
            "  tidegate override chat --output json"
        })
public final class OverrideCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORKLOAD", description = "A workload's name in the configuration.")
    private String workload = "";

    @ArgGroup
    private @Nullable OverrideOptions options; // picocli leaves it null if no option was given

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            defaultValue = "1h",
            converter = SpanConverter.class,
            description = "How long it holds, at most 7d (default: ${DEFAULT-VALUE}).")
    private Duration span = Duration.ofHours(1);

    @Option(names = "--why", paramLabel = "TEXT", description = "Reason, for the ledger.")
    private Optional<String> why = Optional.empty();

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Mixin private AccessOption access = new AccessOption();

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        validate();
        Settings settings = configuration.load();
        access.orElse(settings.access());
        WorkloadSettings settingsOfWorkload = find(settings);
        StoreSettings storeSettings =
                options == null
                        ? ConfigurationOption.existing(settings, configuration.file())
                        : ConfigurationOption.store(settings, configuration.file());
        try (Store store = Store.forCommand(storeSettings, System.getenv())) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            Optional.ofNullable(options).ifPresent(given -> append(given, store, now));
            List<OverrideRecord.AuthoredOverride> inForce =
                    OverrideRecord.inForce(store, workload, Instant.now());
            if (output.isJson()) {
                json(inForce);
            } else {
                show(inForce);
                warnIfIgnored(inForce, store, settings, settingsOfWorkload);
            }
        } catch (CommandRefusal e) {
            spec.commandLine().getErr().println(e.getMessage());
            return e.exit();
        }
        return ExitCode.DONE.code();
    }

    private void append(OverrideOptions given, Store store, Instant now) {
        Operator operator = access.authorize(Action.OVERRIDE, 0, workload, () -> store, now);
        store.append(draft(given, operator.name(), now));
    }

    /** Rejects options that would be ignored, or turn the override into a mere query. */
    private void validate() {
        boolean lasting = spec.commandLine().getParseResult().hasMatchedOption("--for");
        if (options == null && (lasting || why.isPresent())) {
            throw usageError(
                    "--for and --why: expected --pin, --floor, --ceiling, --freeze or --clear beside"
                            + " them, found none");
        }
        if (options != null && options.clears() && lasting) {
            throw usageError(
                    "--for: expected nothing of it beside --clear, which ends all at once");
        }
        if (options != null && why.filter(text -> !text.isBlank()).isEmpty()) {
            throw usageError("--why is missing: the ledger keeps the reason");
        }
        if (span.compareTo(OverrideRecord.LONGEST) > 0) {
            throw usageError("--for is 7d at the most: what shall hold longer belongs into bounds");
        }
    }

    private Draft draft(OverrideOptions given, String actor, Instant now) {
        String reason = why.orElseThrow();
        return given.clears()
                ? OverrideRecord.cleared(now, workload, actor, reason)
                : OverrideRecord.of(now, workload, actor, given.toOverride(now.plus(span)), reason);
    }

    private WorkloadSettings find(Settings settings) {
        List<WorkloadSettings> all = settings.workloads();
        return all.stream()
                .filter(each -> each.name().equals(workload))
                .findFirst()
                .orElseThrow(
                        () ->
                                usageError(
                                        "no workload is called \""
                                                + workload
                                                + "\"; there are "
                                                + all.stream()
                                                        .map(WorkloadSettings::name)
                                                        .collect(Collectors.joining(", "))));
    }

    private void json(List<OverrideRecord.AuthoredOverride> inForce) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("workload", workload);
        ArrayNode all = json.putArray("overrides");
        inForce.forEach(override -> all.add(OverrideRecord.json(override)));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.toPrettyString());
        out.flush();
    }

    private void show(List<OverrideRecord.AuthoredOverride> inForce) {
        PrintWriter out = spec.commandLine().getOut();
        if (inForce.isEmpty()) {
            out.println("no override of " + workload + " stands");
        }
        inForce.forEach(override -> out.println(override.describe()));
        out.flush();
    }

    /** Warns if the override has no effect, or not all of it, and why. */
    private void warnIfIgnored(
            List<OverrideRecord.AuthoredOverride> inForce,
            Store store,
            Settings settings,
            WorkloadSettings settingsOfWorkload) {
        PrintWriter out = spec.commandLine().getOut();
        Optional.ofNullable(options)
                .flatMap(given -> given.outsideBounds(settingsOfWorkload.bounds()))
                .ifPresent(out::println);
        Optional.ofNullable(options)
                .filter(given -> !given.clears())
                .flatMap(given -> beaten(inForce))
                .ifPresent(out::println);
        if (!inForce.isEmpty()) {
            if (!StatusCommand.isRunning(store, settings.interval(), Instant.now())) {
                out.println("The daemon is not running: this has no effect until it does.");
            }
            if (settings.modeOf(settingsOfWorkload) == Mode.ADVISE) {
                out.println(
                        workload + " is in mode advise: this changes its plan and not its fleet.");
            }
        }
        out.flush();
    }

    /** A warning if an earlier override goes before the one just given. */
    private static Optional<String> beaten(List<OverrideRecord.AuthoredOverride> newestFirst) {
        return newestFirst.stream()
                .skip(1)
                .filter(earlier -> earlier.override().beats(newestFirst.get(0).override()))
                .findFirst()
                .map(
                        earlier ->
                                "%s, by %s, goes before it; --clear ends all."
                                        .formatted(earlier.override().describe(), earlier.by()));
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
