package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.cli.option.Exit;
import dev.tidegate.autoscaler.cli.option.SpanConverter;
import dev.tidegate.autoscaler.replay.Trace;
import dev.tidegate.autoscaler.replay.TraceOutcome;
import dev.tidegate.autoscaler.replay.TraceReader;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.ForecastOutcome;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import dev.tidegate.forecaster.backtest.BackTest;
import dev.tidegate.forecaster.backtest.BackTestPlan;
import dev.tidegate.forecaster.backtest.Standing;
import dev.tidegate.forecaster.score.DieboldMariano;
import dev.tidegate.forecaster.series.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Foresees a trace from given origins, each seeing only the rows before it. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = "Foresees a trace: what comes after an origin, and how sure that is.",
        footer = {
            "",
            "Example:",
            "  tidegate forecast trace.csv --horizon 60m --origins 2024-05-16T12:00:00Z --out f.csv"
        })
final class ForecastCommand implements Callable<Integer> {
    private static final double[] USUAL_QUANTILES = {
        0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99
    };

    @Parameters(paramLabel = "TRACE.csv", description = "Header timestamp,<name>; counts a step.")
    private Path file = Path.of("trace.csv");

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column to foresee (default: the first after the time).")
    private Optional<String> column = Optional.empty();

    @Option(
            names = "--horizon",
            paramLabel = "SPAN",
            defaultValue = "60m",
            converter = SpanConverter.class,
            description = "How far ahead (default: ${DEFAULT-VALUE}).")
    private Duration horizon = Duration.ofHours(1);

    @Option(
            names = "--origins",
            split = ",",
            paramLabel = "TIME",
            description = "Times to foresee from (default: the end of the trace).")
    private List<Instant> origins = new ArrayList<>();

    @Option(
            names = "--quantiles",
            split = ",",
            paramLabel = "P",
            description = "Probabilities in (0, 1) (default: 0.1 to 0.9, 0.95, 0.99).")
    private double[] quantiles = USUAL_QUANTILES.clone();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write origin,time,quantile,value (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--plot",
            paramLabel = "FILE.html",
            description = "Also draw the forecasts, with what came, as a page of its own.")
    private Optional<Path> plot = Optional.empty();

    @Option(
            names = "--back-test",
            paramLabel = "N",
            description =
                    "Instead, score N origins spread over the last half of the trace, beside the"
                            + " seasonal naive forecast.")
    private Optional<Integer> backTest = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        TraceOutcome outcome = TraceReader.read(file, column);
        if (outcome instanceof TraceOutcome.Broken broken) {
            spec.commandLine().getErr().println("tidegate: " + file + ", " + broken);
            return Exit.BAD_CONFIGURATION.code();
        }
        Trace trace = ((TraceOutcome.Whole) outcome).trace();
        check(trace.counts());
        if (backTest.isPresent()) {
            return score(trace.counts(), backTest.get());
        }
        if (out.isPresent()) {
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(out.get()))) {
                return foresee(trace, writer);
            }
        }
        Integer code = foresee(trace, spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return code;
    }

    private Integer foresee(Trace trace, PrintWriter writer) throws IOException {
        Series counts = trace.counts();
        int steps = stepsAhead(counts.step());
        writer.println("origin,time,quantile,value");
        ForecastPlot drawing = new ForecastPlot(trace.name(), counts);
        Exit exit = Exit.DONE;
        for (Instant origin : origins.isEmpty() ? List.of(counts.end()) : origins) {
            ForecastOutcome outcome = foresee(counts.before(origin), origin, steps);
            if (outcome instanceof ForecastOutcome.Forecasted forecasted) {
                write(forecasted.forecast(), writer);
                if (plot.isPresent()) {
                    drawing.add(forecasted.forecast(), trace.name() + " a step");
                }
            } else {
                spec.commandLine()
                        .getErr()
                        .println("tidegate: from " + origin + ": " + why(outcome));
                exit = Exit.REFUSED;
            }
        }
        if (plot.isPresent()) {
            drawing.write(plot.get());
        }
        if (writer.checkError()) {
            throw new UncheckedIOException(new IOException("the forecast could not be written"));
        }
        return exit.code();
    }

    private static ForecastOutcome foresee(Series past, Instant origin, int steps) {
        Forecaster forecaster =
                Forecaster.of(ForecasterSettings.forStep(past.step()).withReach(steps));
        forecaster.observe(past);
        forecaster.passUntil(origin);
        return forecaster.forecast(steps);
    }

    private Integer score(Series counts, int wanted) {
        ForecasterSettings settings =
                ForecasterSettings.forStep(counts.step()).withReach(stepsAhead(counts.step()));
        BackTestPlan plan =
                new BackTestPlan(settings, counts.size() / 2, wanted, Forecaster.models(settings));
        BackTest test = BackTest.run(counts, plan, System::nanoTime, percent -> {});
        Table table =
                Table.of(
                        "forecaster",
                        "WQL",
                        "MASE",
                        "under 0.95",
                        "under 0.99",
                        "seconds",
                        "DM",
                        "p");
        for (Standing standing : test.standings()) {
            table = row(table, standing);
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(table.text());
        terminal.println(
                test.origins()
                        + " origins; DM: Diebold-Mariano against the seasonal naive forecast, below"
                        + " zero where that loses more");
        terminal.flush();
        return Exit.DONE.code();
    }

    private static Table row(Table table, Standing standing) {
        Optional<DieboldMariano> test = standing.againstSeasonalNaive();
        return table.row(
                standing.name(),
                "%.4f".formatted(standing.scores().weightedQuantileLoss()),
                "%.3f".formatted(standing.scores().scaledError()),
                "%.1f %%".formatted(100 * standing.scores().coverage95()),
                "%.1f %%".formatted(100 * standing.scores().coverage99()),
                "%.4f".formatted(standing.secondsAForecast()),
                test.map(t -> "%.2f".formatted(t.statistic())).orElse("-"),
                test.map(t -> "%.4f".formatted(t.pValue())).orElse("-"));
    }

    private void write(Forecast forecast, PrintWriter writer) {
        for (int ahead = 1; ahead <= forecast.steps(); ahead++) {
            for (double quantile : quantiles) {
                writer.println(
                        forecast.origin()
                                + ","
                                + forecast.timeAt(ahead)
                                + ","
                                + quantile
                                + ","
                                + forecast.quantile(ahead, quantile));
            }
        }
    }

    private void check(Series counts) {
        for (double quantile : quantiles) {
            if (!(quantile > 0 && quantile < 1)) {
                throw usage("quantiles must lie between 0 and 1, found " + quantile);
            }
        }
        if (stepsAhead(counts.step()) > ForecasterSettings.LONGEST_REACH) {
            throw usage(
                    "horizon reaches "
                            + stepsAhead(counts.step())
                            + " steps of "
                            + counts.step()
                            + ", the longest is "
                            + ForecasterSettings.LONGEST_REACH);
        }
        for (Instant origin : origins) {
            Duration since = Duration.between(counts.start(), origin);
            if (!counts.step().multipliedBy(since.dividedBy(counts.step())).equals(since)) {
                throw usage(
                        "origin "
                                + origin
                                + " lies off the trace's grid of "
                                + counts.step()
                                + " from "
                                + counts.start());
            }
        }
    }

    private int stepsAhead(Duration step) {
        return (int) Math.max(1, horizon.plus(step).minusNanos(1).dividedBy(step));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private static String why(ForecastOutcome outcome) {
        if (outcome instanceof ForecastOutcome.TooLittleHistory little) {
            return "too little history: "
                    + little.knownSlots()
                    + " known rows before it, needs "
                    + little.neededSlots();
        }
        ForecastOutcome.Refused refused = (ForecastOutcome.Refused) outcome;
        return refused.reason().explanation() + " (" + refused.detail() + ")";
    }
}
