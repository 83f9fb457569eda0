package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.ledger.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Plays the same day under each policy. The same seed gives the same outcome. */
public final class Demo {
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
            List<Function<Stage, Policy>> policies =
                    List.of(
                            stage -> new Tidegate("Tidegate", true, stage, kept),
                            stage -> new Tidegate("Tidegate, no tiers", false, stage, dropped),
                            stage -> new HpaAsShipped(),
                            stage -> new StaticFleet(scenario));
            // Days do not know each other: a core each.
            return policies.parallelStream().map(maker -> day(scenario, maker, progress)).toList();
        }
    }

    private static DayRecord day(
            Scenario scenario, Function<Stage, Policy> maker, Progress progress) {
        Stage stage = new Stage(scenario);
        Policy policy = maker.apply(stage);
        return stage.play(policy, done -> progress.at(policy.name(), done, scenario.played()));
    }

    /** A SQLite file comes with two beside it. */
    private static void remove(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }
}
