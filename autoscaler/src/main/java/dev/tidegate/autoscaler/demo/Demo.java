package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.ledger.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Plays the same day under each policy. The same seed gives the same outcome. */
public final class Demo {
    private static final int FULL = 100;
    private static final Progress NOBODY = (policy, done, slots) -> {};

    private final long seed;

    public Demo(long seed) {
        this.seed = seed;
    }

    /** Told how far a policy's day has gone; from several threads. */
    @FunctionalInterface
    public interface Progress {
        void at(String policy, int slotsDone, int slots);
    }

    /**
     * Plays all policies.
     *
     * @param ledger where the first policy's ledger is left; what stood there is replaced
     */
    public DemoOutcome run(Path ledger, Progress progress) throws IOException {
        Scenario scenario = Scenario.of(seed);
        Path scratch = Files.createTempFile("tidegate-demo", ".db");
        files(scratch).forEach(file -> file.toFile().deleteOnExit()); // however the process ends
        try {
            return new DemoOutcome(scenario, play(scenario, ledger, scratch, progress));
        } finally {
            remove(scratch);
        }
    }

    private static List<DayRecord> play(
            Scenario scenario, Path ledger, Path scratch, Progress progress) throws IOException {
        remove(ledger);
        remove(scratch);
        try (Database kept = Database.sqlite(ledger);
                Database dropped = Database.sqlite(scratch)) {
            List<Function<PolicyRun, Policy>> policies =
                    List.of(
                            policyRun -> new Tidegate("Tidegate", true, policyRun, kept),
                            policyRun ->
                                    new Tidegate("Tidegate, no tiers", false, policyRun, dropped),
                            policyRun -> Hpa.asShipped(),
                            policyRun -> new StaticFleet(scenario));
            // Days do not know each other: a core each.
            List<DayRecord> days =
                    new ArrayList<>(
                            policies.parallelStream()
                                    .map(maker -> day(scenario, maker, progress))
                                    .toList());
            days.add(3, asDear(scenario, days.get(0).gpuHours()));
            return days;
        }
    }

    /** The most generous HPA that needs no more GPU-hours: what somebody could have set, had they known the day. */
    private static DayRecord asDear(Scenario scenario, double gpuHours) {
        DayRecord cheapest = day(scenario, policyRun -> Hpa.tuned(FULL), NOBODY);
        for (int percent = FULL - 1; percent > 0; percent--) {
            Hpa hpa = Hpa.tuned(percent);
            DayRecord day = day(scenario, policyRun -> hpa, NOBODY);
            if (day.gpuHours() > gpuHours) {
                break;
            }
            cheapest = day;
        }
        return cheapest;
    }

    private static DayRecord day(
            Scenario scenario, Function<PolicyRun, Policy> maker, Progress progress) {
        PolicyRun policyRun = new PolicyRun(scenario);
        Policy policy = maker.apply(policyRun);
        return policyRun.play(policy, done -> progress.at(policy.name(), done, scenario.played()));
    }

    /** A SQLite file comes with two beside it. */
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
