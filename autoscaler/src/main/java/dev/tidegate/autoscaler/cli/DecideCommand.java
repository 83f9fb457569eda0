package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.replay.BadLineException;
import dev.tidegate.autoscaler.replay.LineDecider;
import dev.tidegate.autoscaler.replay.Trace;
import dev.tidegate.autoscaler.replay.TraceOutcome;
import dev.tidegate.autoscaler.replay.TraceReader;
import dev.tidegate.forecaster.series.Series;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The daemon's planner over standard input and output. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = "Decides line by line: one JSON object a line in, one out.",
        footer = {
            "",
            "In:  {\"time\": \"…Z\", \"demand\": units/s or null, \"ready\": n, \"starting\": n,",
            "      \"queued\": units, \"turned_away\": units/s}",
            "Out: {\"time\": \"…Z\", \"desired\": n, \"tier\": 0, \"reasons\": [\"…\"], …}",
            "",
            "Example:",
            "  tidegate decide --config tidegate.yaml --history past.csv < lines.json"
        })
final class DecideCommand implements Callable<Integer> {

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "Workload to decide for (default: the only one).")
    private Optional<String> workload = Optional.empty();

    @Option(
            names = "--history",
            paramLabel = "TRACE.csv",
            description = "Demand of the past: header timestamp,<name>; counts a step.")
    private Optional<Path> history = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PlannerSettings settings =
                PlannerSettings.from(
                        ConfiguredWorkload.of(configuration.load().workloads(), workload, spec));
        LineDecider decider = new LineDecider(settings);
        PrintWriter err = spec.commandLine().getErr();
        if (history.isPresent()) {
            TraceOutcome outcome = TraceReader.read(history.get());
            if (outcome instanceof TraceOutcome.Invalid broken) {
                err.println("tidegate: " + history.get() + ", " + broken);
                return ExitCode.BAD_CONFIGURATION.code();
            }
            Trace trace = ((TraceOutcome.Valid) outcome).trace();
            if (!trace.counts().step().equals(settings.step())) {
                err.println(wrongStep(trace.counts(), settings.step()));
                return ExitCode.BAD_CONFIGURATION.code();
            }
            decider.backfill(trace.counts());
        }
        return decideLines(decider);
    }

    private Integer decideLines(LineDecider decider) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                out.println(decider.answer(line));
            } catch (BadLineException e) {
                spec.commandLine()
                        .getErr()
                        .println("tidegate: line " + number + ": " + e.getMessage());
                return ExitCode.BAD_CONFIGURATION.code();
            }
            out.flush(); // the caller waits for each answer
            if (out.checkError()) {
                return ExitCode.FAILED.code();
            }
        }
        return ExitCode.DONE.code();
    }

    private String wrongStep(Series counts, Duration expected) {
        return "tidegate: "
                + history.map(Path::toString).orElse("")
                + ": expected a step of "
                + expected
                + " as configured, found "
                + counts.step();
    }
}
