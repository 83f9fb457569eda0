package dev.tidegate.runbooks.run;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuators;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the engine adds to a step: lock, write-ahead record, result, on a real SQLite file that is
 * synced at every commit. The actuator costs nothing, so what is measured is the engine's own.
 */
public final class StepBench {
    private static final int STEPS_A_RUN = 10;

    private StepBench() {}

    /** Arguments: runs at once, runs in all. */
    public static void main(String[] arguments) throws Exception {
        int atOnce = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        int all = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        Path folder = Files.createTempDirectory("step-bench");
        try (Database database = Database.sqlite(folder.resolve("ledger.db"))) {
            Bench bench = new Bench(database, all);
            bench.carryOut(atOnce, 0, Math.max(1, all / 10)); // until the machine is warm
            long start = System.nanoTime();
            int steps = bench.carryOut(atOnce, all / 10, all);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%d runs at once: %d steps in %.2f s, %.0f steps/s, %.2f ms a step in its"
                            + " run%n",
                    atOnce, steps, seconds, steps / seconds, seconds * 1000 * atOnce / steps);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private record Bench(Runs runs) {

        Bench(Database database, int all) {
            this(runs(database, all));
        }

        private static Runs runs(Database database, int fleets) {
            SimulatedFleets simulated = new SimulatedFleets(Clock.systemUTC());
            for (int i = 0; i < fleets * STEPS_A_RUN; i++) {
                simulated.open("f" + i, new FleetSettings(1, 10, Duration.ZERO));
            }
            return new Runs(
                    new Means(
                            Ledgers.in(database),
                            new SqlLeases(database),
                            new Actuators().with(simulated),
                            Signals.none(),
                            Approvers.everybody(),
                            Clock.systemUTC(),
                            Pace.real(),
                            () -> ThreadLocalRandom.current().nextDouble()),
                    "bench");
        }

        int carryOut(int atOnce, int from, int to) throws Exception {
            var pool = Executors.newFixedThreadPool(atOnce);
            try {
                var work = new ArrayList<Callable<RunState>>();
                for (int i = from; i < to; i++) {
                    RunPlan plan = plan(i);
                    work.add(() -> one(plan));
                }
                for (var done : pool.invokeAll(work)) {
                    if (done.get() != RunState.DONE) {
                        throw new IllegalStateException("a run ended " + done.get());
                    }
                }
            } finally {
                pool.shutdown();
            }
            return (to - from) * STEPS_A_RUN;
        }

        private RunState one(RunPlan plan) {
            String run = runs.open(plan, "bench");
            return ((DriveOutcome.Rested) runs.drive(run, Watch.none())).view().state();
        }

        private static RunPlan plan(int number) {
            var steps = new ArrayList<PlannedStep>();
            for (int i = 0; i < STEPS_A_RUN; i++) {
                steps.add(
                        new PlannedChange(
                                "s" + i,
                                SimulatedFleets.target("f" + (number * STEPS_A_RUN + i)),
                                new TreeMap<>(Map.of("floor", IntNode.valueOf(2))),
                                List.of(),
                                Duration.ofMinutes(1),
                                Retries.USUAL,
                                Optional.empty(),
                                Optional.empty()));
            }
            return World.plan(Optional.empty(), steps.toArray(PlannedStep[]::new));
        }
    }
}
