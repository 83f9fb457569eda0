package dev.tidegate.autoscaler.cli.operate;

import dev.tidegate.autoscaler.cli.option.BadConfiguration;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.daemon.Store;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.serve.StatusJson;
import dev.tidegate.autoscaler.serve.StatusWords;
import dev.tidegate.autoscaler.serve.WorkloadStatus;
import dev.tidegate.runbooks.cli.context.ConfiguredDefaults;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the newest cycle of each workload from the ledger; the daemon need not run. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what the newest cycle of each workload found and did, whether the daemon runs or not.",
            "Does so while the configuration is broken, too, if its store can be read; the exit code is then 3."
        },
        footer = {
            "",
            "Examples:",
            "  tidegate status",
            "  tidegate status --output json | jq '.workloads[].reasons'"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final String RUNNING_UNKNOWN =
            "Whether the daemon is running is not known, since the interval of its cycles is not.";

    private static final int MISSED_INTERVALS = 5;

    /** More than stand-bys write between two changes of the acting daemon. */
    private static final int CHANGES_LOOKED_AT = 50;

    private static final Duration CYCLE_TIME = Duration.ofSeconds(30);

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LoadOutcome outcome = configuration.read();
        StoreSettings storeSettings = configuration.storeToShow(outcome);
        if (outcome instanceof LoadOutcome.Invalid invalid) {
            warn(new BadConfiguration(configuration.file(), invalid.problems()));
        }
        try (Store store = Store.forCommand(storeSettings, System.getenv())) {
            List<WorkloadStatus> all =
                    units(outcome, store).entrySet().stream()
                            .flatMap(each -> status(store, each.getKey(), each.getValue()).stream())
                            .toList();
            Instant now = Instant.now();
            Optional<Boolean> running =
                    outcome.intact().interval().map(interval -> isRunning(store, interval, now));
            show(all, running, now, unnamed(outcome, store));
        }
        return outcome instanceof LoadOutcome.Loaded
                ? ExitCode.DONE.code()
                : ExitCode.BAD_CONFIGURATION.code();
    }

    private void warn(BadConfiguration broken) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(broken.getMessage());
        err.println(ConfiguredDefaults.STILL_SHOWN);
        err.flush();
    }

    /** The workloads of the file with what their demand counts, or those of a daemon's newest start: an invalid file may hide some. */
    private static Map<String, Optional<String>> units(LoadOutcome outcome, Ledger ledger) {
        Map<String, Optional<String>> units = new LinkedHashMap<>();
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            for (WorkloadSettings workload : loaded.settings().workloads()) {
                units.put(workload.name(), Optional.of(workload.demand().unit()));
            }
            return units;
        }
        return begunWith(ledger);
    }

    private static Map<String, Optional<String>> begunWith(Ledger ledger) {
        Map<String, Optional<String>> units = new LinkedHashMap<>();
        newestDraft(ledger, LedgerQuery.all().kind(Daemon.STARTED))
                .ifPresent(
                        start ->
                                start.body()
                                        .fieldNames()
                                        .forEachRemaining(
                                                name -> units.put(name, Optional.empty())));
        return units;
    }

    /**
     * Whether a daemon runs: there is a recent cycle or start, and no stop was recorded after it. With several daemons, others may
     * still run after one has stopped. A cycle is a sign whatever its workload: the file may name others than the daemon that read it.
     */
    static boolean isRunning(Ledger ledger, Duration interval, Instant now) {
        Optional<Entry> startOrStop =
                newestEntry(ledger, LedgerQuery.all().kind(Daemon.STARTED, Daemon.STOPPED));
        Optional<Entry> cycle = newestEntry(ledger, LedgerQuery.all().kind(CycleRecord.CYCLE));
        boolean stopped = startOrStop.map(entry -> isFinalStop(entry, cycle)).orElse(true);
        Duration maxAge = interval.multipliedBy(MISSED_INTERVALS).plus(CYCLE_TIME);
        return !stopped
                && Stream.of(startOrStop, cycle) // at first no cycle has ended yet
                        .flatMap(Optional::stream)
                        .anyMatch(sign -> sign.content().at().plus(maxAge).isAfter(now));
    }

    private static boolean isFinalStop(Entry startOrStop, Optional<Entry> cycle) {
        return startOrStop.content().kind().equals(Daemon.STOPPED)
                && cycle.map(last -> last.sequence() < startOrStop.sequence()).orElse(true);
    }

    /** Workloads that the newest daemon began with, and that the file does not name: it was edited since. */
    private static List<String> unnamed(LoadOutcome outcome, Ledger ledger) {
        List<String> unnamed = new ArrayList<>();
        if (outcome instanceof LoadOutcome.Loaded) {
            unnamed.addAll(begunWith(ledger).keySet());
            unnamed.removeAll(units(outcome, ledger).keySet());
        }
        return unnamed;
    }

    private void show(
            List<WorkloadStatus> all,
            Optional<Boolean> running,
            Instant now,
            List<String> unnamed) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(StatusJson.write(all, running).toPrettyString());
        } else {
            out.println(running.map(StatusCommand::running).orElse(RUNNING_UNKNOWN));
            if (!unnamed.isEmpty()) {
                out.printf(
                        "The newest daemon began with workloads that %s does not name: %s%n",
                        configuration.file().getFileName(), String.join(", ", unnamed));
            }
            all.forEach(status -> table(out, status, now));
            if (all.isEmpty()) {
                out.println("No cycle of its workloads stands in the ledger.");
            }
        }
        out.flush();
    }

    private static String running(boolean running) {
        return running
                ? "The daemon is running."
                : "The daemon is not running; this is what it left.";
    }

    private static void table(PrintWriter out, WorkloadStatus status, Instant now) {
        out.println();
        out.printf("%s  %s, %s%n", status.workload(), status.mode(), StatusWords.age(status, now));
        out.printf("  demand       %s%n", StatusWords.demand(status));
        out.printf("  turned away  %s%n", StatusWords.turnedAway(status));
        out.printf("  queued       %s%n", StatusWords.queued(status));
        out.printf("  latency p99  %s%n", StatusWords.latency(status));
        out.printf("  fleet        %s%n", StatusWords.fleet(status));
        out.printf("  plan         %s%n", StatusWords.plan(status));
        out.printf("  reasons      %s%n", String.join(", ", status.reasons()));
        StatusWords.overrides(status).forEach(line -> out.printf("  override     %s%n", line));
        out.printf("  tier         %s%n", StatusWords.tierState(status));
        out.printf("  last change  %s%n", status.lastChange().orElse("none yet"));
    }

    static Optional<WorkloadStatus> status(Ledger ledger, String workload, Optional<String> unit) {
        LedgerQuery about = LedgerQuery.all().subject(workload);
        return newestDraft(ledger, about.kind(CycleRecord.CYCLE))
                .map(cycle -> WorkloadStatus.of(cycle, unit, lastChange(ledger, about)));
    }

    /** What a daemon that stands by would have done does not hide what the acting one did. */
    private static Optional<String> lastChange(Ledger ledger, LedgerQuery about) {
        List<Draft> newest =
                ledger
                        .read(
                                about.kind(ChangeRecord.KINDS.toArray(String[]::new))
                                        .newest(CHANGES_LOOKED_AT))
                        .stream()
                        .map(Entry::content)
                        .toList();
        return newest.stream()
                .filter(entry -> !ChangeRecord.isOfStandby(entry))
                .findFirst()
                .or(() -> newest.stream().findFirst())
                .map(ChangeRecord::describe);
    }

    private static Optional<Draft> newestDraft(Ledger ledger, LedgerQuery query) {
        return newestEntry(ledger, query).map(Entry::content);
    }

    private static Optional<Entry> newestEntry(Ledger ledger, LedgerQuery query) {
        return ledger.read(query.newest(1)).stream().findFirst();
    }
}
