package dev.tidegate.autoscaler.demo;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.LoopDependencies;
import dev.tidegate.autoscaler.metrics.InMemoryMetrics;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.tier.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The daemon's own control loop, wired as the daemon wires it; only time, metrics and fleet are simulated. */
final class Tidegate implements Policy {
    private static final String CONFIGURATION = "tidegate.yaml";
    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    private final String name;
    private final boolean tiers;
    private final long slotsBetweenCycles;
    private final WorkloadSettings settings;
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final ControlLoop loop;

    /** @param tiers whether the gateway acts on tiers */
    Tidegate(String name, boolean tiers, PolicyRun policyRun, Database store) {
        this.name = name;
        this.tiers = tiers;
        Settings all = configuration();
        this.slotsBetweenCycles = all.interval().dividedBy(Scenario.SLOT);
        this.settings = all.workloads().get(0);
        this.loop =
                new ControlLoop(
                        new LoopDependencies(
                                settings,
                                all.mode(),
                                metrics,
                                () -> new Planner(PlannerSettings.from(settings)),
                                policyRun.fleets(),
                                SimulatedFleets.target(PolicyRun.FLEET),
                                Ledgers.in(store),
                                new SqlLeases(store),
                                "demo"));
        Scenario scenario = policyRun.scenario();
        for (int i = 1; i < scenario.firstSimulated(); i++) {
            measure(scenario, i);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tier act(PolicyRun policyRun, int slot) {
        Instant now = policyRun.scenario().timeOf(slot);
        measure(policyRun.scenario(), slot);
        settings.signals().queued().ifPresent(q -> metrics.record(q, now, policyRun.queued()));
        double seconds = Scenario.SLOT.toMillis() / 1000.0;
        settings.signals()
                .turnedAway()
                .ifPresent(q -> metrics.record(q, now, policyRun.turnedAway() / seconds));
        if ((slot - policyRun.scenario().firstSimulated()) % slotsBetweenCycles == 0) {
            loop.run(now)
                    .ledgerTrouble()
                    .ifPresent(
                            why -> {
                                throw new LedgerException(
                                        why); // without a ledger the fleet would never change
                            });
        }
        return tiers ? loop.tier() : Tier.NORMAL;
    }

    private void measure(Scenario scenario, int slot) {
        metrics.record(
                settings.demand().query().orElseThrow(),
                scenario.timeOf(slot),
                scenario.rateBefore(slot, RATE_WINDOW));
    }

    static Settings configuration() {
        LoadOutcome outcome = SettingsLoader.load(text());
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return loaded.settings();
        }
        throw new IllegalStateException("the demo's own configuration is refused: " + outcome);
    }

    private static String text() {
        try (InputStream in =
                Objects.requireNonNull(
                        Tidegate.class.getResourceAsStream(CONFIGURATION), CONFIGURATION)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
