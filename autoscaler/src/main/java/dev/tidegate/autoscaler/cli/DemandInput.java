package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.backtest.GeneratedDemand;
import dev.tidegate.autoscaler.replay.Trace;
import dev.tidegate.autoscaler.replay.TraceOutcome;
import dev.tidegate.autoscaler.replay.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The demand a command works on: a trace, or generated from a seed. */
final class DemandInput {

    @Parameters(
            arity = "0..1",
            paramLabel = "TRACE.csv",
            description = "Header timestamp,<name>; counts a step.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column to forecast (default: the first after the time).")
    private Optional<String> column = Optional.empty();

    @Option(
            names = "--generated",
            paramLabel = "KIND",
            description = "Instead of a trace: ${COMPLETION-CANDIDATES} demand, made of --seed.")
    private Optional<GeneratedDemand> generated = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of --generated (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /** Whether exactly one of a trace and generated demand was given. */
    boolean hasOneSource() {
        return file.isPresent() != generated.isPresent();
    }

    /** The file, for people. */
    String name() {
        return file.map(Path::toString).orElse("the generated demand");
    }

    TraceOutcome read() throws IOException {
        if (file.isPresent()) {
            return TraceReader.read(file.get(), column);
        }
        return new TraceOutcome.Valid(new Trace("requests", generated.orElseThrow().series(seed)));
    }
}
