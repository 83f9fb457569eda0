package dev.tidegate.autoscaler.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.Exit;
import dev.tidegate.autoscaler.cli.option.SpanConverter;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.replay.Replay;
import dev.tidegate.autoscaler.replay.ReplayOutcome;
import dev.tidegate.autoscaler.replay.ReplayReport;
import dev.tidegate.autoscaler.replay.TraceOutcome;
import dev.tidegate.autoscaler.replay.TraceReader;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.runbooks.cli.show.OutputOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What today's planner would have made of a trace. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Plays a trace through today's planner: cost, busy share, regret, candidates.",
        footer = {
            "",
            "Examples:",
            "  tidegate replay trace.csv --lead 5m --report replay.html",
            "  tidegate replay --ledger --config tidegate.yaml"
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "TRACE.csv",
            description = "Header timestamp,<name>; counts a step.")
    private Optional<Path> trace = Optional.empty();

    @Option(
            names = "--ledger",
            description = "Instead of a trace: the cycles in the ledger of --config.")
    private boolean ledger;

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column of the demand (default: the first after the time).")
    private Optional<String> column = Optional.empty();

    @Option(
            names = "--history",
            paramLabel = "SPAN",
            defaultValue = "7d",
            converter = SpanConverter.class,
            description = "First part of the trace, handed over as the past (default: 7d).")
    private Duration history = Duration.ofDays(7);

    @Option(
            names = "--lead",
            paramLabel = "SPAN",
            defaultValue = "5m",
            converter = SpanConverter.class,
            description = "Time from an order until it serves (default: 5m).")
    private Duration lead = Duration.ofMinutes(5);

    @Option(
            names = "--per-replica",
            paramLabel = "UNITS",
            description = "Units a second of a replica (default: 40 replicas serve the peak).")
    private Optional<Double> perReplica = Optional.empty();

    @Option(
            names = "--busy",
            paramLabel = "SHARE",
            defaultValue = "0.001",
            description = "Share that may be turned away (default: ${DEFAULT-VALUE}).")
    private double busy = 0.001;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Where to write a page with plots.")
    private Optional<Path> report = Optional.empty();

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (ledger == trace.isPresent()) {
            throw usage("expected either TRACE.csv or --ledger");
        }
        return ledger ? playLedger() : play(trace.orElseThrow());
    }

    private int playLedger() throws IOException {
        Settings settings = configuration.load();
        if (settings.store().isEmpty()) {
            throw usage(configuration.file() + " names no store, so there is no ledger");
        }
        List<LedgerPlayback.Played> played = LedgerPlayback.play(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            JsonMapper mapper = JsonMapper.builder().addModule(new Jdk8Module()).build();
            out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(played));
        } else {
            out.print(LedgerPlayback.table(played).text());
        }
        out.flush();
        return Exit.DONE.code();
    }

    private int play(Path file) throws IOException {
        TraceOutcome read = TraceReader.read(file, column);
        if (read instanceof TraceOutcome.Broken broken) {
            spec.commandLine().getErr().println("tidegate: " + file + ", " + broken);
            return Exit.BAD_CONFIGURATION.code();
        }
        Series counts = ((TraceOutcome.Whole) read).trace().counts();
        int start = (int) Math.max(1, history.dividedBy(counts.step()));
        if (start >= counts.size()) {
            throw usage(
                    "--history: expected less than the trace's "
                            + counts.step().multipliedBy(counts.size())
                            + ", found "
                            + history);
        }
        Throughput throughput = throughput(counts);
        ReplayOutcome outcome =
                new Replay(settings(counts.step(), throughput), throughput, counts).play(start);
        ReplayReport told = new ReplayReport(file.getFileName().toString(), outcome);
        if (report.isPresent()) {
            told.write(report.get());
        }
        print(outcome, told);
        return Exit.DONE.code();
    }

    private void print(ReplayOutcome outcome, ReplayReport told) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(json(outcome));
        } else {
            out.print(told.figures().text());
            out.println();
            out.print(told.candidates(8).text());
            report.ifPresent(page -> out.println("\nreport: " + page));
        }
        out.flush();
    }

    private static ObjectNode json(ReplayOutcome outcome) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("gpu_hours", outcome.replicaHours());
        node.put("bound_hours", outcome.boundHours());
        node.put("regret", outcome.regret());
        node.put("busy", outcome.busy().fraction());
        var candidates = node.putArray("candidates");
        outcome.standings()
                .forEach(
                        standing ->
                                candidates
                                        .addObject()
                                        .put("policy", standing.policy())
                                        .put("cost", standing.cost())
                                        .put("gpu_hours", standing.replicaHours())
                                        .put("busy", standing.turnedAway().fraction()));
        return node;
    }

    private Throughput throughput(Series counts) {
        double given = perReplica.orElseGet(() -> peak(counts) / 40);
        if (!(given > 0)) {
            throw usage("--per-replica: expected a number above zero, found " + given);
        }
        return new Throughput(given);
    }

    private static double peak(Series counts) {
        double peak = 0;
        for (int i = 0; i < counts.size(); i++) {
            peak = counts.isKnown(i) ? Math.max(peak, counts.value(i)) : peak;
        }
        return peak * 1000 / counts.step().toMillis();
    }

    private PlannerSettings settings(Duration step, Throughput throughput) {
        if (!(busy >= 0 && busy <= 1)) {
            throw usage("--busy: expected a share from 0 to 1, found " + busy);
        }
        return new PlannerSettings(
                step,
                Optional.of(throughput),
                new LeadTime(lead),
                new Objective(Share.of(busy), Duration.ofSeconds(10)),
                Bounds.of(1, 100_000));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
