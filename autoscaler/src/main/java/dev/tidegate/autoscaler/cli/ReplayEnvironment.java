package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ShareConverter;
import dev.tidegate.autoscaler.cli.option.SpanConverter;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.forecaster.series.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The planner settings that a trace is replayed with: a configured workload's, or defaults with bounds that are never reached;
 * options take precedence.
 */
final class ReplayEnvironment {
    private static final Duration DEFAULT_LEAD = Duration.ofMinutes(5);
    private static final Duration DEFAULT_HISTORY = Duration.ofDays(7);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
    private static final int REPLICAS_AT_PEAK = 40; // unless the throughput of a replica is given

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "Configuration whose workload is played; with --ledger whose ledger is (default there:"
                            + " tidegate.yaml).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "Which workload of the configuration (default: the only one).")
    private Optional<String> workload = Optional.empty();

    @Option(
            names = "--history",
            paramLabel = "SPAN",
            converter = SpanConverter.class,
            description =
                    "First part of the trace, handed over as the past (default: 7d, at most half of it).")
    private Optional<Duration> history = Optional.empty();

    @Option(
            names = "--lead",
            paramLabel = "SPAN",
            converter = SpanConverter.class,
            description =
                    "Time from ordering a replica until it serves (default: as configured, or 5m).")
    private Optional<Duration> lead = Optional.empty();

    @Option(
            names = "--per-replica",
            paramLabel = "UNITS",
            description =
                    "Units a second of a replica (default: as configured, or so that 40 serve the peak).")
    private Optional<Double> perReplica = Optional.empty();

    @Option(
            names = "--busy",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "Share that may be turned away (default: as configured, or 0.1%%).")
    private Optional<Share> busy = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    Path file() {
        return file.orElse(Path.of(ConfigurationOption.DEFAULT_FILE));
    }

    /** Whether any option besides the configuration was given. */
    boolean hasOptions() {
        return workload.isPresent()
                || history.isPresent()
                || lead.isPresent()
                || perReplica.isPresent()
                || busy.isPresent();
    }

    /** The first slot that is replayed; earlier ones are history. */
    int start(Series counts) {
        long slots =
                history.map(span -> span.dividedBy(counts.step()))
                        .orElseGet(
                                () ->
                                        Math.min(
                                                DEFAULT_HISTORY.dividedBy(counts.step()),
                                                counts.size() / 2L));
        if (slots >= counts.size()) {
            throw usage(
                    "--history: expected less than the trace's %d steps of %d s, found %d"
                            .formatted(counts.size(), counts.step().toSeconds(), slots));
        }
        return (int) Math.max(1, slots);
    }

    PlannerSettings settings(Series counts) {
        PlannerSettings base = configured(counts);
        return new PlannerSettings(
                counts.step(),
                Optional.of(throughput(base, counts)),
                lead.map(LeadTime::new).orElse(base.lead()),
                busy.map(share -> new Objective(share, base.objective().longestWait()))
                        .orElse(base.objective()),
                base.bounds(),
                base.guards(),
                base.forecasting(),
                base.events());
    }

    private PlannerSettings configured(Series counts) {
        return ConfiguredWorkload.find(file, workload, spec)
                .map(PlannerSettings::from)
                .orElseGet(
                        () ->
                                new PlannerSettings(
                                        counts.step(),
                                        Optional.empty(),
                                        new LeadTime(DEFAULT_LEAD),
                                        new Objective(Share.of(0.001), DEFAULT_WAIT),
                                        Bounds.of(1, 100_000)));
    }

    private Throughput throughput(PlannerSettings base, Series counts) {
        if (perReplica.isPresent()) {
            if (!(perReplica.get() > 0) || perReplica.get().isInfinite()) {
                throw usage(
                        "--per-replica: expected a number above zero, found " + perReplica.get());
            }
            return new Throughput(perReplica.get());
        }
        double peak = peak(counts);
        if (base.perReplica().isEmpty() && peak <= 0) {
            throw usage(
                    "expected some demand in the trace, found none; --per-replica plays it all the same");
        }
        return base.perReplica().orElseGet(() -> new Throughput(peak / REPLICAS_AT_PEAK));
    }

    private static double peak(Series counts) {
        double peak = 0;
        for (int i = 0; i < counts.size(); i++) {
            peak = counts.isKnown(i) ? Math.max(peak, counts.value(i)) : peak;
        }
        return peak * 1000 / counts.step().toMillis();
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
