package dev.tidegate.autoscaler.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.cli.option.OutputFile;
import dev.tidegate.autoscaler.cli.option.ProgressBar;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.replay.Replay;
import dev.tidegate.autoscaler.replay.ReplayOutcome;
import dev.tidegate.autoscaler.replay.ReplayReport;
import dev.tidegate.autoscaler.replay.TraceOutcome;
import dev.tidegate.autoscaler.replay.TraceReader;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.runbooks.cli.show.OutputOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays a trace, or the cycles in a daemon's ledger, through today's planner. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a trace through today's planner: what would have been decided, its cost, busy share and regret, and what"
                    + " other policies would have cost.",
            "With --ledger: plays what a daemon has recorded, says whether each decision comes out the same, and what they cost."
        },
        footer = {
            "",
            "Examples:",
            "  tidegate replay trace.csv --lead 5m --report replay.html",
            "  tidegate replay trace.csv --config tidegate.yaml --decisions decisions.csv",
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

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column of the demand (default: the first after the time).")
    private Optional<String> column = Optional.empty();

    @Mixin private ReplayEnvironment environment = new ReplayEnvironment();

    @Option(
            names = "--decisions",
            paramLabel = "FILE.csv",
            converter = OutputFile.class,
            description = "Where to write every decision with its reasons.")
    private Optional<Path> decisions = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            converter = OutputFile.class,
            description = "Where to write a page with plots.")
    private Optional<Path> report = Optional.empty();

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (ledger == trace.isPresent()) {
            throw usage("expected either TRACE.csv or --ledger");
        }
        if (ledger && (decisions.isPresent() || report.isPresent())) {
            throw usage("--decisions and --report: expected a trace, found --ledger");
        }
        if (ledger && environment.hasOptions()) {
            throw usage(
                    "--workload, --history, --lead, --per-replica and --busy: expected a trace,"
                            + " found --ledger");
        }
        return ledger ? playLedger() : play(trace.orElseThrow());
    }

    private int playLedger() {
        Settings settings = ConfigurationOption.load(environment.file());
        ConfigurationOption.existing(settings, environment.file());
        LedgerPlayback played = LedgerPlayback.play(settings, progress()::update);
        PrintWriter out = out();
        if (output.isJson()) {
            print(played.json());
        } else {
            played.print(out);
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private int play(Path file) throws IOException {
        TraceOutcome outcome = TraceReader.read(file, column);
        if (outcome instanceof TraceOutcome.Invalid broken) {
            spec.commandLine().getErr().println("tidegate: " + file + ", " + broken);
            return ExitCode.BAD_CONFIGURATION.code();
        }
        Series counts = ((TraceOutcome.Valid) outcome).trace().counts();
        ReplayReport replayReport = new ReplayReport(file.toString(), play(counts));
        if (decisions.isPresent()) {
            replayReport.writeDecisions(decisions.get());
        }
        if (report.isPresent()) {
            replayReport.write(report.get());
        }
        if (output.isJson()) {
            print(replayReport.json());
        } else {
            replayReport.print(out());
            report.ifPresent(page -> out().println("\nreport: " + page));
        }
        out().flush();
        return ExitCode.DONE.code();
    }

    private ReplayOutcome play(Series counts) {
        int start = environment.start(counts);
        PlannerSettings settings = environment.settings(counts);
        return new Replay(settings, settings.perReplica().orElseThrow(), counts)
                .run(start, progress()::update);
    }

    private ProgressBar progress() {
        return new ProgressBar(spec.commandLine().getErr(), "replaying");
    }

    private void print(JsonNode json) {
        out().println(json.toPrettyString());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
