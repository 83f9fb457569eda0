package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.backtest.BackTestNetwork;
import dev.tidegate.autoscaler.backtest.BackTestReport;
import dev.tidegate.autoscaler.backtest.ForecastPlot;
import dev.tidegate.autoscaler.backtest.ForecastSink;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.cli.option.OutputFile;
import dev.tidegate.autoscaler.cli.option.ProgressBar;
import dev.tidegate.autoscaler.cli.option.SpanConverter;
import dev.tidegate.autoscaler.replay.Trace;
import dev.tidegate.autoscaler.replay.TraceOutcome;
import dev.tidegate.autoscaler.report.WholeFile;
import dev.tidegate.forecaster.ExternalModel;
import dev.tidegate.forecaster.ForecastOutcome;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import dev.tidegate.forecaster.backtest.BackTest;
import dev.tidegate.forecaster.backtest.BackTestPlan;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.runbooks.cli.show.OutputForm;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Forecasts a trace from given origins, each using only the rows before it, or scores such forecasts. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description =
                "Forecasts a trace: what comes after an origin, and how sure that is; or scores"
                        + " how good such forecasts would have been.",
        footer = {
            "",
            "Examples:",
            "  tidegate forecast trace.csv --origins 2024-05-16T12:00:00Z --out f.csv",
            "  tidegate forecast trace.csv --output table --plot forecast.png",
            "  tidegate forecast trace.csv --back-test 24",
            "  tidegate forecast --generated weekly --seed 1 --back-test 48 --output json"
        })
final class ForecastCommand implements Callable<Integer> {
    private static final double[] DEFAULT_QUANTILES = {
        0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99
    };
    private static final double[] TABLE_QUANTILES = {0.5, 0.95, 0.99};

    @Mixin private DemandInput input = new DemandInput();
    @Mixin private KnownEvents calendar = new KnownEvents();

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
            description = "Times to forecast from (default: the end of the trace).")
    private List<Instant> origins = new ArrayList<>();

    @Option(
            names = "--quantiles",
            split = ",",
            paramLabel = "P",
            description =
                    "Probabilities in (0, 1) (default: 0.1 to 0.9, 0.95, 0.99; in a table 0.5, 0.95,"
                            + " 0.99).")
    private List<Double> quantiles = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Where to write them (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "table or json (default: rows of origin,time,quantile,value; a table for a back"
                            + " test).")
    private Optional<OutputForm> output = Optional.empty();

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "Also draw the forecasts and the values that came: FILE.html, a page of its own,"
                            + " or FILE.png.")
    private Optional<Path> plot = Optional.empty();

    @Option(
            names = "--back-test",
            paramLabel = "N",
            description =
                    "Instead, score N origins spread over the last half of the trace: all models"
                            + " together, each alone, and the seasonal naive forecast.")
    private Optional<Integer> backTest = Optional.empty();

    @Option(
            names = "--neural",
            description =
                    "Score an LSTM too, alone and among all models; it learns from the trace up to a"
                            + " day before the first origin.")
    private boolean neural;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        check();
        TraceOutcome outcome = input.read();
        if (outcome instanceof TraceOutcome.Invalid broken) {
            err().println("tidegate: " + input.name() + ", " + broken);
            return ExitCode.BAD_CONFIGURATION.code();
        }
        Trace trace = ((TraceOutcome.Valid) outcome).trace();
        ForecasterSettings settings = settings(trace.counts());
        ExitCode exit;
        if (out.isPresent()) {
            exit = WholeFile.write(out.get(), file -> writeFile(trace, settings, file));
        } else {
            exit = write(trace, settings, spec.commandLine().getOut());
        }
        return exit.code();
    }

    private ExitCode write(Trace trace, ForecasterSettings settings, PrintWriter to)
            throws IOException {
        ExitCode exit =
                backTest.isPresent()
                        ? score(trace.counts(), settings, to)
                        : forecast(trace, settings, sinks(trace, to));
        to.flush();
        return exit;
    }

    private ExitCode writeFile(Trace trace, ForecasterSettings settings, Path to)
            throws IOException {
        ExitCode exit;
        CheckedOutput file = new CheckedOutput(Files.newOutputStream(to));
        try (PrintWriter text =
                new PrintWriter(new BufferedOutputStream(file), false, StandardCharsets.UTF_8)) {
            exit = write(trace, settings, text);
        }
        if (file.writeError().isPresent()) {
            throw new IOException(out.orElse(to) + " is not whole: " + file.writeError().get());
        }
        return exit;
    }

    private List<ForecastSink> sinks(Trace trace, PrintWriter to) {
        List<ForecastSink> sinks = new ArrayList<>();
        sinks.add(
                output.isEmpty()
                        ? ForecastSink.csv(to, quantilesOr(DEFAULT_QUANTILES))
                        : output.get() == OutputForm.JSON
                                ? ForecastSink.json(to, quantilesOr(DEFAULT_QUANTILES))
                                : ForecastSink.table(to, quantilesOr(TABLE_QUANTILES)));
        plot.ifPresent(file -> sinks.add(new ForecastPlot(trace.name(), trace.counts(), file)));
        return sinks;
    }

    private double[] quantilesOr(double[] defaults) {
        return quantiles.isEmpty()
                ? defaults
                : quantiles.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private ExitCode forecast(Trace trace, ForecasterSettings settings, List<ForecastSink> sinks)
            throws IOException {
        Series counts = trace.counts();
        ExitCode exit = ExitCode.DONE;
        for (Instant origin : origins.isEmpty() ? List.of(counts.end()) : origins) {
            Forecaster forecaster = Forecaster.of(settings);
            forecaster.observe(counts.before(origin));
            forecaster.advanceTo(origin);
            ForecastOutcome outcome = forecaster.forecast(settings.horizon());
            if (outcome instanceof ForecastOutcome.Forecasted forecasted) {
                sinks.forEach(sink -> sink.add(forecasted.forecast()));
            } else {
                err().println(
                                "tidegate: "
                                        + NoForecastReason.describe(outcome, origin, counts.end()));
                exit = ExitCode.REFUSED;
            }
        }
        for (ForecastSink sink : sinks) {
            sink.finish();
        }
        return exit;
    }

    private ExitCode score(Series counts, ForecasterSettings settings, PrintWriter to) {
        int from = counts.size() / 2;
        List<ExternalModel> externalModels = new ArrayList<>();
        if (neural) {
            try {
                externalModels.add(BackTestNetwork.train(counts, from, settings.horizon()));
            } catch (BackTestNetwork.Unavailable unavailable) {
                err().println("tidegate: " + unavailable.getMessage());
                return ExitCode.FAILED;
            }
        }
        BackTestPlan plan =
                new BackTestPlan(
                        settings,
                        from,
                        backTest.orElseThrow(),
                        Forecaster.models(settings),
                        externalModels);
        ProgressBar progress = new ProgressBar(err(), "scoring");
        BackTestReport report =
                new BackTestReport(BackTest.run(counts, plan, System::nanoTime, progress::update));
        boolean json = output.filter(OutputForm.JSON::equals).isPresent();
        to.println(json ? report.json() : report.text());
        return ExitCode.DONE;
    }

    private void check() {
        if (!input.hasOneSource()) {
            throw usage("expected either TRACE.csv or --generated");
        }
        for (double quantile : quantiles) {
            if (!(quantile > 0 && quantile < 1)) {
                throw usage("quantiles must lie between 0 and 1, found " + quantile);
            }
        }
        if (plot.isPresent() && !ForecastPlot.isSupported(plot.get())) {
            throw usage("--plot: expected a name that ends in .html or .png, found " + plot.get());
        }
        if (neural && backTest.isEmpty()) {
            throw usage("--neural: expected --back-test beside it, found none");
        }
        if (backTest.isPresent()) {
            if (backTest.get() < 2) {
                throw usage("--back-test: expected at least 2 origins, found " + backTest.get());
            }
            if (plot.isPresent() || !origins.isEmpty() || !quantiles.isEmpty()) {
                throw usage("--back-test chooses origins and quantiles itself, and draws nothing");
            }
        }
    }

    private ForecasterSettings settings(Series counts) {
        long steps =
                Math.max(1, horizon.plus(counts.step()).minusNanos(1).dividedBy(counts.step()));
        if (steps > ForecasterSettings.MAX_HORIZON) {
            throw usage(
                    "horizon reaches %d steps of %s, the longest is %d"
                            .formatted(steps, counts.step(), ForecasterSettings.MAX_HORIZON));
        }
        for (Instant origin : origins) {
            Duration since = Duration.between(counts.start(), origin);
            if (!counts.step().multipliedBy(since.dividedBy(counts.step())).equals(since)) {
                throw usage(
                        "origin %s lies off the trace's grid of %s from %s"
                                .formatted(origin, counts.step(), counts.start()));
            }
        }
        return ForecasterSettings.forStep(counts.step())
                .withHorizon((int) steps)
                .withEvents(calendar.events());
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
