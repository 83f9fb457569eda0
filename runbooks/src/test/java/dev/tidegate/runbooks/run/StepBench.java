package dev.tidegate.runbooks.run;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.book.Retries;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.signal.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The engine's overhead per step: lock, write-ahead record on disk, result, on a real SQLite file.
 * The actuator costs nothing.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
public class StepBench {
    private static final int STEPS_A_RUN = 10;

    private final AtomicInteger number = new AtomicInteger();
    private final SimulatedFleets fleets = new SimulatedFleets(Clock.systemUTC());
    private Path folder;
    private Database database;
    private Runs runs;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("step-bench");
        database = Database.sqlite(folder.resolve("ledger.db"));
        runs =
                new Runs(
                        new RunDependencies(
                                Ledgers.in(database),
                                new SqlLeases(database),
                                new Actuators().with(fleets),
                                Signals.none(),
                                (operator, role) -> true,
                                Clock.systemUTC(),
                                Sleeper.real(),
                                () -> ThreadLocalRandom.current().nextDouble()),
                        "bench");
    }

    @TearDown
    public void close() throws IOException {
        database.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Time per step of a single run. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @OperationsPerInvocation(STEPS_A_RUN)
    @Threads(1)
    public RunState alone() {
        return carryOut();
    }

    /** Steps per second of 64 concurrent runs. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(STEPS_A_RUN)
    @Threads(64)
    public RunState together() {
        return carryOut();
    }

    private RunState carryOut() {
        String run = runs.open(plan(number.getAndIncrement()), "bench");
        RunState state = ((DriveOutcome.Rested) runs.drive(run, RunListener.none())).view().state();
        if (state != RunState.DONE) {
            throw new IllegalStateException("a run ended " + state);
        }
        return state;
    }

    private RunPlan plan(int number) {
        var steps = new ArrayList<PlannedStep>();
        for (int i = 0; i < STEPS_A_RUN; i++) {
            String fleet = "f" + (number * STEPS_A_RUN + i);
            fleets.open(fleet, new FleetSettings(1, 10, Duration.ZERO));
            steps.add(
                    new PlannedChange(
                            "s" + i,
                            SimulatedFleets.target(fleet),
                            new TreeMap<>(Map.of("floor", IntNode.valueOf(2))),
                            List.of(
                                    new FieldChange(
                                            "floor", IntNode.valueOf(1), IntNode.valueOf(2))),
                            Duration.ofMinutes(1),
                            Retries.DEFAULT,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
        return World.plan(Optional.empty(), steps.toArray(PlannedStep[]::new));
    }
}
