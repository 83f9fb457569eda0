package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.Cycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The newest cycle of every workload: loops post, the server reads. Thread-safe. */
public final class StatusBoard {
    private static final int CYCLES_LATE = 5;

    private final Duration interval;
    private final Instant start;
    private final LongSupplier nanos;
    private final long began;
    private final Set<String> workloads;
    private final Map<String, WorkloadStatus> newest = new ConcurrentHashMap<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>(); // when, in nanos
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final List<Supplier<List<String>>> told = new CopyOnWriteArrayList<>();
    private final List<Consumer<WorkloadStatus>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param grace how long a cycle may take beyond its interval, all time limits of what it asks counted
     * @param start of the daemon, for people
     * @param nanos what {@link System#nanoTime} counts: a clock that is set makes no cycle older
     */
    public StatusBoard(
            List<String> workloads,
            Duration interval,
            Duration grace,
            Instant start,
            LongSupplier nanos) {
        this.workloads = new LinkedHashSet<>(workloads);
        this.interval = interval.multipliedBy(CYCLES_LATE).plus(grace);
        this.start = start;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    public void post(Cycle cycle) {
        failures.remove(cycle.workload());
        heard.put(cycle.workload(), nanos.getAsLong());
        WorkloadStatus posted =
                newest.merge(
                        cycle.workload(),
                        WorkloadStatus.of(cycle, Optional.empty()),
                        (before, any) -> WorkloadStatus.of(cycle, before.lastChange()));
        listeners.forEach(listener -> listener.accept(posted));
    }

    /** What else is to be told as long as it stands; it makes the daemon no less ready. */
    public void alsoTell(Supplier<List<String>> others) {
        told.add(others);
    }

    /** A cycle ended with a mistake in the program. */
    public void failed(String workload, String what) {
        failures.put(workload, what);
    }

    /** Tells the listener of every cycle from now on, on its loop's thread. */
    public void listen(Consumer<WorkloadStatus> listener) {
        listeners.add(listener);
    }

    /** A workload as its newest cycle left it, unless that is too long ago to be believed. */
    public Optional<WorkloadStatus> fresh(String workload) {
        return Optional.ofNullable(newest.get(workload)).filter(status -> !isOld(workload));
    }

    /** Whether this daemon has such a workload. */
    public boolean knows(String workload) {
        return workloads.contains(workload);
    }

    Collection<WorkloadStatus> all() {
        return new TreeMap<>(newest).values();
    }

    /** Workloads whose last cycle is too long ago: the process should be started anew. */
    List<String> stuck() {
        return workloads.stream()
                .filter(this::isOld)
                .map(name -> name + ": no cycle since " + lastOf(name))
                .toList();
    }

    /** All that is wrong here and outside, in words. */
    List<String> told() {
        Stream<String> others = told.stream().map(Supplier::get).flatMap(List::stream);
        return Stream.concat(troubles().stream(), others).toList();
    }

    /** What keeps the daemon from doing its work, in words. */
    List<String> troubles() {
        Stream<String> waiting =
                workloads.stream()
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

    private boolean isOld(String workload) {
        return nanos.getAsLong() - heard.getOrDefault(workload, began) > interval.toNanos();
    }

    private Instant lastOf(String workload) {
        WorkloadStatus status = newest.get(workload);
        return status == null ? start : status.at();
    }
}
