package dev.tidegate.autoscaler.daemon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.LoopDependencies;
import dev.tidegate.autoscaler.loop.SharedDependencies;
import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.prometheus.Authorization;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.serve.Meters;
import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.serve.StatusServer;
import dev.tidegate.autoscaler.serve.keda.ScalerServer;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.RunDependencies;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.Sleeper;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.signal.PrometheusSignals;
import dev.tidegate.runbooks.signal.Signals;
import dev.tidegate.runbooks.trigger.AutomaticRuns;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root. Parts are stopped in the opposite order of their start. */
public final class Daemon implements AutoCloseable {
    /** Kind of the entry that a daemon writes when it starts. */
    public static final String STARTED = "daemon-started";

    /** Kind of the entry that a daemon writes when it stops in an orderly way. */
    public static final String STOPPED = "daemon-stopped";

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration GRACE = Duration.ofMinutes(2); // all timeouts of a long history

    private final Deque<AutoCloseable> started; // newest first
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final String holder;
    private final Store store;
    private final URI address;
    private final StatusBoard board;

    private Daemon(
            Deque<AutoCloseable> started,
            Settings settings,
            Map<String, String> environment,
            InstantSource clock,
            LongSupplier nanos,
            String host)
            throws IOException {
        this.started = started;
        this.clock = clock;
        this.nanos = nanos;
        this.holder = "daemon@" + host;
        StoreSettings storeSettings = settings.store().orElseThrow();
        if (storeSettings instanceof StoreSettings.Sqlite sqlite) {
            own(StoreLock.acquire(sqlite.file()));
        }
        store = own(new Store(storeSettings, environment));
        Troubles troubles = new Troubles();
        MetricSource metrics =
                MetricSourceTroubles.prometheus(
                        settings.metrics().orElseThrow(), environment, clock, troubles);
        Map<String, String> units = new LinkedHashMap<>();
        settings.workloads().forEach(one -> units.put(one.name(), one.demand().unit()));
        board = new StatusBoard(units, settings.interval(), GRACE, clock.instant(), nanos);
        NamedSecrets.unreadable(settings, environment).forEach(message -> LOG.warn("{}", message));
        board.addTroubles(troubles::messages);
        board.addTroubles(() -> NamedSecrets.unreadable(settings, environment));
        Meters meters = new Meters();
        units.keySet().forEach(meters::initialize);
        Fleets fleets = own(new Fleets(settings.workloads(), clock));
        Actuators actuators = fleets.actuators(Clock.systemUTC());
        Access access = Access.of(settings.access(), environment, troubles);
        Signals signals = signals(settings.metrics().orElseThrow(), environment);
        Runs runs = runs(actuators, access, signals);
        BookLoader books = new BookLoader(actuators, settings.bookParameters());
        BookShelf shelf = new BookShelf(settings.runbooks(), books);
        Optional<AutomaticRuns> automaticRuns =
                settings.mode() == Mode.ACT
                        ? Optional.of(automaticRuns(shelf, actuators, signals, runs, access))
                        : Optional.empty();
        Runbooks runbooks = own(new Runbooks(runs, shelf, automaticRuns, clock, troubles));
        address =
                own(StatusServer.start(
                                settings.serve(),
                                board,
                                meters,
                                clock,
                                () -> runbooks.describe(clock.instant()),
                                new Webhooks(environment, clock)
                                        .byPath(settings, store, runs, access::policy)))
                        .address();
        if (settings.serve().kedaPort().isPresent()) {
            int port = settings.serve().kedaPort().getAsInt();
            own(ScalerServer.start(settings.serve().host(), port, board));
        }
        note(STARTED, settings);
        own(() -> note(STOPPED, settings));
        runbooks.start(
                () -> {
                    access.policy();
                    meters.runs(runbooks.states(clock.instant()));
                });
        own(new OrphanedFloors(store, actuators, troubles))
                .start(Fleets.targets(settings.workloads()));
        List<WorkloadTask> tasks = tasks(settings, metrics, fleets, runbooks, meters, troubles);
        own(new WorkloadScheduler(tasks)).start(settings.interval());
    }

    private List<WorkloadTask> tasks(
            Settings settings,
            MetricSource metrics,
            Fleets fleets,
            Runbooks runbooks,
            Meters meters,
            Troubles troubles) {
        List<WorkloadSettings> workloads = settings.workloads();
        SharedDependencies shared =
                SharedDependencies.of(
                        workloads.size(),
                        settings.interval(),
                        store,
                        troubles,
                        own(store.leadership(holder, settings.interval(), troubles)));
        Set<String> forecast = Forecasts.fitting(workloads, Runtime.getRuntime().maxMemory());
        if (forecast.size() < workloads.size()) {
            LOG.warn(
                    "forecasts for {} of {} workloads: a larger heap (-Xmx) holds more",
                    forecast.size(),
                    workloads.size());
        }
        var clocks = new WorkloadTask.Clocks(clock, nanos);
        List<WorkloadTask> tasks = new ArrayList<>();
        for (WorkloadSettings workload : workloads) {
            PlannerSettings all = PlannerSettings.from(workload);
            PlannerSettings planner =
                    forecast.contains(workload.name()) ? all : all.withoutForecast();
            Fleets.Binding fleet = fleets.bind(workload);
            ControlLoop loop =
                    new ControlLoop(
                            new LoopDependencies(
                                    workload,
                                    settings.modeOf(workload),
                                    metrics,
                                    () -> new Planner(planner),
                                    fleet.actuator(),
                                    fleet.target(),
                                    store,
                                    store,
                                    holder,
                                    runbooks,
                                    shared));
            tasks.add(new WorkloadTask(workload.name(), loop, clocks, board, meters));
        }
        return tasks;
    }

    /**
     * Starts all parts.
     *
     * @param settings without {@linkplain DaemonRequirements#unmet unmet requirements}
     * @param environment where secrets referred to by name are looked up
     * @param nanos {@link System#nanoTime}, unless the clock has a pace of its own
     * @param host name of this machine as a lease holder
     * @throws Store.AlreadyRunning if another daemon uses the same store
     * @throws IOException if the status address cannot be bound
     */
    public static Daemon start(
            Settings settings,
            Map<String, String> environment,
            InstantSource clock,
            LongSupplier nanos,
            String host)
            throws IOException {
        Deque<AutoCloseable> started = new ArrayDeque<>();
        try {
            Daemon daemon = new Daemon(started, settings, environment, clock, nanos, host);
            int count = settings.workloads().size();
            LOG.info("started, workloads: {}; status on {}", count, daemon.address);
            return daemon;
        } catch (IOException | RuntimeException e) {
            stop(started); // the parts that had started
            throw e;
        }
    }

    /** Adds a source of problems to show, for as long as it returns any. */
    public void addTroubles(Supplier<List<String>> troubles) {
        board.addTroubles(troubles);
    }

    /** Address of the status page. */
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        stop(started);
        LOG.info("stopped");
    }

    private static void stop(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            try {
                resources.removeFirst().close();
            } catch (Exception e) {
                LOG.warn("a part did not stop cleanly", e);
            }
        }
    }

    /** The signals of books, read with the same credentials as demand. */
    public static Signals signals(PrometheusSettings prometheus, Map<String, String> environment) {
        Authorization authorization = new Authorization(prometheus.credentials(), environment);
        return new PrometheusSignals(prometheus.url(), authorization::header);
    }

    private Runs runs(Actuators actuators, Access access, Signals signals) {
        RunDependencies dependencies =
                new RunDependencies(
                        store,
                        store,
                        actuators,
                        signals,
                        access.approvers(),
                        clock,
                        Sleeper.real(),
                        new SecureRandom()::nextDouble);
        return new Runs(
                dependencies, holder + "/" + ProcessHandle.current().pid() + "/" + clock.millis());
    }

    private static AutomaticRuns automaticRuns(
            BookShelf shelf, Actuators actuators, Signals signals, Runs runs, Access access) {
        RunPlanner planner = new RunPlanner(actuators, signals, shelf::find);
        return new AutomaticRuns(shelf, planner, runs, signals, access.permit());
    }

    private void note(String kind, Settings settings) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        settings.workloads()
                .forEach(workload -> body.put(workload.name(), settings.modeOf(workload).name()));
        try {
            store.append(new Draft(clock.instant(), kind, "daemon", holder, body));
        } catch (LedgerException e) {
            LOG.error("the ledger cannot be written, nothing will be changed: {}", e.getMessage());
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        started.addFirst(resource);
        return resource;
    }
}
