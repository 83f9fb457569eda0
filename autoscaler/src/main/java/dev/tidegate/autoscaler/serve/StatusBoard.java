package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.Cycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The newest cycle of every workload: loops post, servers read. Thread-safe. */
public final class StatusBoard {
    private static final int MISSED_CYCLES = 5;

    private final Duration maxAge;
    private final Instant start;
    private final LongSupplier nanos;
    private final long startNanos;
    private final Map<String, String> units; // by workload
    private final Map<String, WorkloadStatus> newest = new ConcurrentHashMap<>();
    private final Map<String, String> lastChanges = new ConcurrentHashMap<>();
    private final Map<String, Long> lastPosted = new ConcurrentHashMap<>(); // in nanos
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final List<Supplier<List<String>>> troubleSources = new CopyOnWriteArrayList<>();
    private final List<Consumer<WorkloadStatus>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param units what demand counts, by workload
     * @param grace how long a cycle may take beyond its interval, including all timeouts
     * @param start of the daemon, for people
     * @param nanos {@link System#nanoTime} or a fake: setting the wall clock makes no cycle stale
     */
    public StatusBoard(
            Map<String, String> units,
            Duration interval,
            Duration grace,
            Instant start,
            LongSupplier nanos) {
        this.units = new LinkedHashMap<>(units);
        this.maxAge = interval.multipliedBy(MISSED_CYCLES).plus(grace);
        this.start = start;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    public void post(Cycle cycle) {
        failures.remove(cycle.workload());
        lastPosted.put(cycle.workload(), nanos.getAsLong());
        Optional<String> unit = Optional.ofNullable(units.get(cycle.workload()));
        // What this daemon would do, did another not act, is shown for as long as that is so.
        cycle.latestAction()
                .filter(action -> !action.isOfStandby())
                .ifPresent(action -> lastChanges.put(cycle.workload(), action.describe()));
        WorkloadStatus posted =
                WorkloadStatus.of(
                        cycle, unit, Optional.ofNullable(lastChanges.get(cycle.workload())));
        newest.put(cycle.workload(), posted);
        listeners.forEach(listener -> listener.accept(posted));
    }

    /** Adds a source of troubles that are shown and do not affect readiness. */
    public void addTroubles(Supplier<List<String>> troubles) {
        troubleSources.add(troubles);
    }

    /** Records a cycle that ended with an exception, which is a bug. */
    public void recordFailure(String workload, String what) {
        failures.put(workload, what);
    }

    /** Calls the listener after every cycle from now on, on the thread of the loop. */
    public void addListener(Consumer<WorkloadStatus> listener) {
        listeners.add(listener);
    }

    /** The newest status of a workload; empty if it is stale. */
    public Optional<WorkloadStatus> fresh(String workload) {
        return Optional.ofNullable(newest.get(workload)).filter(status -> !isStale(workload));
    }

    /** Whether this daemon has such a workload. */
    public boolean hasWorkload(String workload) {
        return units.containsKey(workload);
    }

    Collection<WorkloadStatus> all() {
        return new TreeMap<>(newest).values();
    }

    /** Workloads without a recent cycle: the process should be restarted. */
    List<String> stuck() {
        return units.keySet().stream()
                .filter(this::isStale)
                .map(name -> name + ": no cycle since " + lastCycleAt(name))
                .toList();
    }

    /** All troubles, inside this process and outside. */
    List<String> allTroubles() {
        Stream<String> others = troubleSources.stream().map(Supplier::get).flatMap(List::stream);
        return Stream.concat(blockingTroubles().stream(), others).toList();
    }

    /** Troubles that make the daemon not ready. */
    List<String> blockingTroubles() {
        Stream<String> waiting =
                units.keySet().stream()
                        .filter(name -> !newest.containsKey(name))
                        .map(name -> name + ": no cycle yet");
        Stream<String> ledger =
                all().stream()
                        .flatMap(
                                status ->
                                        status.ledgerTrouble().stream()
                                                .map(
                                                        why ->
                                                                status.workload()
                                                                        + ": ledger: "
                                                                        + why));
        Stream<String> failed =
                failures.entrySet().stream()
                        .map(e -> e.getKey() + ": cycle failed: " + e.getValue());
        return Stream.of(waiting, ledger, failed, stuck().stream()).flatMap(any -> any).toList();
    }

    private boolean isStale(String workload) {
        return nanos.getAsLong() - lastPosted.getOrDefault(workload, startNanos) > maxAge.toNanos();
    }

    private Instant lastCycleAt(String workload) {
        WorkloadStatus status = newest.get(workload);
        return status == null ? start : status.at();
    }
}
