package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.ledger.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Simulates the same day under each policy. The same seed gives the same outcome. */
public final class Demo {
    private static final int FULL_UTILISATION = 100;
    private static final Progress NO_PROGRESS = (policy, done, slots) -> {};

    private final long seed;

    public Demo(long seed) {
        this.seed = seed;
    }

    /** Receives the progress of a policy; called by several threads. */
    @FunctionalInterface
    public interface Progress {
        void report(String policy, int slotsDone, int slots);
    }

    /**
     * Simulates all policies.
     *
     * @param ledger where the ledger of the first policy is left; an existing file is replaced
     */
    public DemoOutcome run(Path ledger, Progress progress) throws IOException {
        Scenario scenario = Scenario.of(seed);
        Path scratch = Files.createTempFile("tidegate-demo", ".db");
        files(scratch).forEach(file -> file.toFile().deleteOnExit()); // however the process ends
        try {
            return new DemoOutcome(scenario, simulate(scenario, ledger, scratch, progress));
        } finally {
            remove(scratch);
        }
    }

    private static List<DayRecord> simulate(
            Scenario scenario, Path ledger, Path scratch, Progress progress) throws IOException {
        remove(ledger);
        remove(scratch);
        try (Database store = Database.sqlite(ledger);
                Database scratchStore = Database.sqlite(scratch)) {
            List<Function<PolicyRun, Policy>> policies =
                    List.of(
                            policyRun -> new Tidegate("Tidegate", true, policyRun, store),
                            policyRun ->
                                    new Tidegate(
                                            "Tidegate, no tiers", false, policyRun, scratchStore),
                            policyRun -> Hpa.asShipped(),
                            policyRun -> new StaticFleet(scenario));
            // The days are independent: one core each.
            List<DayRecord> days =
                    new ArrayList<>(
                            policies.parallelStream()
                                    .map(policy -> simulate(scenario, policy, progress))
                                    .toList());
            days.add(3, tunedHpa(scenario, days.get(0).gpuHours()));
            return days;
        }
    }

    /**
     * The HPA with the lowest target utilisation that needs no more GPU-hours: the best setting with the day known in advance.
     */
    private static DayRecord tunedHpa(Scenario scenario, double gpuHours) {
        DayRecord cheapest =
                simulate(scenario, policyRun -> Hpa.tuned(FULL_UTILISATION), NO_PROGRESS);
        for (int percent = FULL_UTILISATION - 1; percent > 0; percent--) {
            Hpa hpa = Hpa.tuned(percent);
            DayRecord day = simulate(scenario, policyRun -> hpa, NO_PROGRESS);
            if (day.gpuHours() > gpuHours) {
                break;
            }
            cheapest = day;
        }
        return cheapest;
    }

    private static DayRecord simulate(
            Scenario scenario, Function<PolicyRun, Policy> factory, Progress progress) {
        PolicyRun policyRun = new PolicyRun(scenario);
        Policy policy = factory.apply(policyRun);
        return policyRun.run(
                policy, done -> progress.report(policy.name(), done, scenario.simulatedSlots()));
    }

    /** Deletes a SQLite file and the two beside it. */
    private static void remove(Path file) throws IOException {
        for (Path each : files(file)) {
            Files.deleteIfExists(each);
        }
    }

    private static List<Path> files(Path file) {
        return Stream.of("", "-wal", "-shm")
                .map(suffix -> file.resolveSibling(file.getFileName() + suffix))
                .toList();
    }
}
