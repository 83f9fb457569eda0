package dev.tidegate.autoscaler.loop;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.metrics.InMemoryMetrics;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.Scratch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A control loop in virtual time, with metrics in memory, a simulated fleet, and the real store on disk. */
public final class LoopRig implements AutoCloseable {
    static final Duration STEP = Duration.ofMinutes(1);

    public final InMemoryMetrics metrics = new InMemoryMetrics();
    final Troubles troubles = new Troubles();
    public final Deque<Fault.Kind> faults = new ArrayDeque<>(); // of the next calls to the fleet
    final Database database;
    final Leases leases;
    public final Ledger ledger;
    final SimulatedFleets fleets;
    public Instant now = Instant.parse("2026-03-01T12:00:00Z");
    public double demand = 150;
    Duration repeatInterval = Duration.ZERO; // as in SharedDependencies
    WorkloadSettings settings = settings(); // of loops created from now on
    public boolean forecasting = true; // likewise

    private final Optional<Path> ownFolder;

    /** Uses a new folder, which is deleted on close. */
    public LoopRig() {
        this(Scratch.folder("loop"), true);
    }

    public LoopRig(Path folder) {
        this(folder, false);
    }

    private LoopRig(Path folder, boolean owned) {
        ownFolder = owned ? Optional.of(folder) : Optional.empty();
        database = Database.sqlite(folder.resolve("tidegate.db"));
        leases = new SqlLeases(database);
        ledger = Ledgers.in(database);
        fleets =
                new SimulatedFleets(
                        () -> now, () -> faults.isEmpty() ? Fault.Kind.NONE : faults.removeFirst());
        fleets.open("chat", new FleetSettings(2, 30, Duration.ofMinutes(3)));
    }

    public ControlLoop loop(Mode mode) {
        return loop(mode, "daemon@here", fleets, ledger, leases);
    }

    ControlLoop loop(Mode mode, String holder, Actuator actuator, Ledger ledger, Leases leases) {
        return loop(
                mode,
                holder,
                actuator,
                ledger,
                leases,
                Intervention.none(),
                FleetLeadership.alone());
    }

    /** A daemon that shares the fleet with others. */
    public ControlLoop loop(String holder, FleetLeadership leadership) {
        return loop(Mode.ACT, holder, fleets, ledger, leases, Intervention.none(), leadership);
    }

    /** Another one, which sees metrics of its own. */
    ControlLoop loop(
            String holder,
            FleetLeadership leadership,
            InMemoryMetrics metrics,
            Intervention intervention) {
        return loop(Mode.ACT, holder, fleets, ledger, leases, intervention, leadership, metrics);
    }

    /** A loop with interventions. */
    ControlLoop loop(Mode mode, Intervention intervention) {
        return loop(
                mode, "daemon@here", fleets, ledger, leases, intervention, FleetLeadership.alone());
    }

    private ControlLoop loop(
            Mode mode,
            String holder,
            Actuator actuator,
            Ledger ledger,
            Leases leases,
            Intervention intervention,
            FleetLeadership leadership) {
        return loop(mode, holder, actuator, ledger, leases, intervention, leadership, metrics);
    }

    private ControlLoop loop(
            Mode mode,
            String holder,
            Actuator actuator,
            Ledger ledger,
            Leases leases,
            Intervention intervention,
            FleetLeadership leadership,
            InMemoryMetrics metrics) {
        WorkloadSettings workload = settings;
        PlannerSettings plannerSettings = plannerSettings(forecasting);
        return new ControlLoop(
                new LoopDependencies(
                        workload,
                        mode,
                        metrics,
                        () -> new Planner(plannerSettings),
                        actuator,
                        SimulatedFleets.target("chat"),
                        ledger,
                        leases,
                        holder,
                        intervention,
                        new SharedDependencies(
                                new Notices(ledger, Duration.ZERO, troubles),
                                new BackfillPermits(1, 1),
                                repeatInterval,
                                troubles,
                                Duration.ZERO,
                                leadership,
                                1_000_000,
                                Duration.ofMinutes(2))));
    }

    private PlannerSettings plannerSettings(boolean forecasting) {
        PlannerSettings all = PlannerSettings.from(settings);
        return forecasting ? all : all.withoutForecast();
    }

    /** The monotonic clock. */
    public long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** Advances one step with the current demand, and runs a cycle. */
    public Cycle step(ControlLoop loop) {
        advance();
        return loop.run(now);
    }

    /** So many steps; returns the last one's cycle. */
    Cycle steps(ControlLoop loop, int count) {
        Cycle last = step(loop);
        for (int i = 1; i < count; i++) {
            last = step(loop);
        }
        return last;
    }

    /** Like {@link #step(ControlLoop)}; the call that changes the fleet, if there is one, meets a fault. */
    public Cycle step(ControlLoop loop, Fault.Kind atWrite) {
        faults.add(Fault.Kind.NONE); // for the read
        faults.add(atWrite);
        Cycle cycle = step(loop);
        faults.clear();
        return cycle;
    }

    /** Advances one step with the metric present, without a cycle. */
    public void advance() {
        now = now.plus(STEP);
        metrics.record("demand", now, demand);
    }

    /** Advances one step without the metric, and runs a cycle. */
    Cycle stepWithoutMetric(ControlLoop loop) {
        now = now.plus(STEP);
        return loop.run(now);
    }

    /** Sets the floor to zero, and allows it in the bounds of loops created from now on. */
    public void setIdle() {
        settings = settings("bounds: {min: 0, max: 20}");
        setByHand(0);
    }

    /** Sets the floor as an operator would, past the loop. */
    void setByHand(int floor) {
        Target chat = SimulatedFleets.target("chat");
        Change change =
                fleets.plan(
                        (Observed) fleets.read(chat),
                        new TreeMap<>(Map.of("floor", IntNode.valueOf(floor))));
        Duration aWhile = Duration.ofSeconds(30);
        LeaseOutcome outcome = leases.acquire(chat.toString(), "by hand", aWhile, now);
        Lease lease = ((LeaseOutcome.Held) outcome).lease();
        fleets.apply(change, leases.fence(lease));
        leases.release(lease);
    }

    int floor() {
        return ((Observed) fleets.read(SimulatedFleets.target("chat"))).count("floor");
    }

    List<Draft> entries(String... kinds) {
        return ledger.read(LedgerQuery.all().kind(kinds)).stream().map(Entry::content).toList();
    }

    /** Advances an hour without cycles. */
    void advanceAnHour() {
        for (int i = 0; i < 60; i++) {
            advance();
        }
    }

    /** Replays the recorded cycles with the current settings. */
    List<LedgerReplay.Step> replay() {
        LedgerReplay replay =
                new LedgerReplay(forecasting -> new Planner(plannerSettings(forecasting)));
        return entries(CycleRecord.REPLAYED.toArray(String[]::new)).stream()
                .flatMap(entry -> replay.play(entry).stream())
                .toList();
    }

    static WorkloadSettings settings() {
        return settings("bounds: {min: 2, max: 20}");
    }

    /** Settings with these sections instead of the default bounds. */
    static WorkloadSettings settings(String sections) {
        LoadOutcome outcome =
                SettingsLoader.load(
                        """
                        workloads:
                          - name: chat
                            demand: {query: demand, unit: tokens, step: 60s, history: 1h}
                            signals: {queued: queued, turned_away: away, latency_p99: latency}
                            capacity: {per_replica: 100}
                            lead_time: {prior: 3m}
                            fleet: {simulated: {}}
                        """
                                + sections.indent(4));
        return ((LoadOutcome.Loaded) outcome).settings().workloads().get(0);
    }

    @Override
    public void close() {
        database.close();
        ownFolder.ifPresent(Scratch::delete);
    }
}
