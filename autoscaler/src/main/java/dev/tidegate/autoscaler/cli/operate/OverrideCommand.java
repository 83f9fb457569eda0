package dev.tidegate.autoscaler.cli.operate;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.Exit;
import dev.tidegate.autoscaler.cli.option.SpanConverter;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.daemon.Store;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.serve.WorkloadStatus;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.ledger.Draft;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes an operator's word on a floor into the ledger; the daemon heeds it from its next cycle on. */
@Command(
        name = "override",
        mixinStandardHelpOptions = true,
        description = {
            "Pins, bounds or freezes a workload's floor for a while, or shows what stands.",
            "The daemon heeds it from its next cycle on; it ends by itself."
        },
        footer = {
            "",
            "Examples:",
            "  tidegate override chat                                  what stands",
            "  tidegate override chat --floor 12 --for 2h --why 'launch at noon'",
            "  tidegate override chat --freeze --for 30m --why 'network change'",
            "  tidegate override chat --clear --why 'all quiet'"
        })
public final class OverrideCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORKLOAD", description = "A workload's name in the configuration.")
    private String workload = "";

    private static final class Count implements ITypeConverter<Replicas> {
        @Override
        public Replicas convert(String text) {
            try {
                return Replicas.of(Integer.parseInt(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "expected a whole number of 0 or more, found '" + text + "'");
            }
        }
    }

    /** One word at a time. */
    private static final class Word {
        @Option(
                names = "--pin",
                paramLabel = "N",
                converter = Count.class,
                description = "Exactly N replicas.")
        private Optional<Replicas> pin = Optional.empty();

        @Option(
                names = "--floor",
                paramLabel = "N",
                converter = Count.class,
                description = "At least N replicas.")
        private Optional<Replicas> floor = Optional.empty();

        @Option(
                names = "--ceiling",
                paramLabel = "N",
                converter = Count.class,
                description = "At most N replicas.")
        private Optional<Replicas> ceiling = Optional.empty();

        @Option(names = "--freeze", description = "No change of the floor.")
        private boolean freeze;

        @Option(names = "--clear", description = "Ends all overrides of the workload.")
        private boolean clear;

        private FloorOverride until(Instant expires) {
            if (freeze) {
                return new FloorOverride.Freeze(expires);
            }
            if (pin.isPresent()) {
                return new FloorOverride.Pin(pin.get(), expires);
            }
            return floor.<FloorOverride>map(least -> new FloorOverride.Floor(least, expires))
                    .orElseGet(() -> new FloorOverride.Ceiling(ceiling.orElseThrow(), expires));
        }
    }

    @ArgGroup private @Nullable Word word; // the library leaves it out where nothing was said

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            defaultValue = "1h",
            converter = SpanConverter.class,
            description = "How long it holds, 7d at the most (default: ${DEFAULT-VALUE}).")
    private Duration span = Duration.ofHours(1);

    @Option(names = "--why", paramLabel = "TEXT", description = "Stands in the ledger.")
    private Optional<String> why = Optional.empty();

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = configuration.load();
        requireKnown(settings);
        StoreSettings kept =
                word == null
                        ? ConfigurationOption.existing(settings, configuration.file())
                        : ConfigurationOption.store(settings, configuration.file());
        if (span.compareTo(OverrideRecord.LONGEST) > 0) {
            throw wrong("--for is 7d at the most: what shall hold longer belongs into bounds");
        }
        try (Store store = Store.forCommand(kept, System.getenv())) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            Optional.ofNullable(word).ifPresent(said -> store.append(draft(said, now)));
            List<OverrideRecord.Said> standing =
                    OverrideRecord.standing(store, workload, Instant.now());
            show(standing);
            if (!standing.isEmpty()) {
                heeded(store, settings);
            }
        }
        return Exit.DONE.code();
    }

    private Draft draft(Word said, Instant now) {
        String reason =
                why.orElseThrow(() -> wrong("--why is missing: the ledger keeps the reason"));
        String actor = System.getProperty("user.name", "unknown");
        return said.clear
                ? OverrideRecord.cleared(now, workload, actor, reason)
                : OverrideRecord.of(now, workload, actor, said.until(now.plus(span)), reason);
    }

    private void requireKnown(Settings settings) {
        List<String> names = settings.workloads().stream().map(WorkloadSettings::name).toList();
        if (!names.contains(workload)) {
            throw wrong(
                    "no workload is called \""
                            + workload
                            + "\"; there are "
                            + String.join(", ", names));
        }
    }

    private void show(List<OverrideRecord.Said> standing) {
        PrintWriter out = spec.commandLine().getOut();
        if (standing.isEmpty()) {
            out.println("no override of " + workload + " stands");
        }
        standing.forEach(
                said ->
                        out.println(
                                told(said.override()) + ", by " + said.by() + ": " + said.why()));
        out.flush();
    }

    /** Whoever has just said something is told where nobody will act on it. */
    private void heeded(Store store, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        List<WorkloadStatus> all =
                settings.workloads().stream()
                        .flatMap(known -> StatusCommand.status(store, known).stream())
                        .toList();
        if (!StatusCommand.isRunning(store, all, settings, Instant.now())) {
            out.println("The daemon is not running: nothing heeds this until it does.");
        }
        settings.workloads().stream()
                .filter(known -> known.name().equals(workload))
                .filter(known -> settings.modeOf(known) == Mode.ADVISE)
                .forEach(
                        known ->
                                out.println(
                                        workload
                                                + " is in mode advise: its plan heeds this, its"
                                                + " fleet is not changed."));
        out.flush();
    }

    static String told(FloorOverride override) {
        String what = "freeze";
        if (override instanceof FloorOverride.Pin pin) {
            what = "pin " + pin.floor().count();
        } else if (override instanceof FloorOverride.Floor floor) {
            what = "floor " + floor.least().count();
        } else if (override instanceof FloorOverride.Ceiling ceiling) {
            what = "ceiling " + ceiling.most().count();
        }
        return what + " until " + override.expires();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
