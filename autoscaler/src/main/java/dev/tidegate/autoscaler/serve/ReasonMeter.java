package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.situation.Reason;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The reasons of each workload's newest plan, and in how many cycles each occurred. Kept as a few numbers for each workload, and
 * turned into series when scraped. A reason that never occurred is exposed as zero, so that its first increase is seen; from
 * {@value #MANY_WORKLOADS} workloads on it is left out, for that would be a million series. Thread-safe.
 */
final class ReasonMeter implements MultiCollector {
    static final int MANY_WORKLOADS = 200;

    private static final String REASON_HELP = "Whether a reason stands behind the newest plan.";
    private static final String REASONS_HELP = "Cycles that a reason stood behind.";
    private static final List<String> LABELS = List.of("reason", "workload");
    static final List<Meters.Declaration> DECLARATIONS =
            List.of(
                    new Meters.Declaration("tidegate_reason", REASON_HELP, LABELS),
                    new Meters.Declaration("tidegate_reasons_total", REASONS_HELP, LABELS));

    private static final Reason[] REASONS = Reason.values();

    private final Map<String, ReasonCounts> byWorkload = new ConcurrentHashMap<>();

    /** Of one workload; written by its loop, read by the server. */
    @SuppressWarnings("EnumOrdinal") // the ordinal does not leave this process
    private static final class ReasonCounts {
        private final int[] cycles = new int[REASONS.length];
        private final Set<Reason> current = EnumSet.noneOf(Reason.class);

        synchronized void record(Collection<Reason> reasons) {
            current.clear();
            current.addAll(reasons);
            current.forEach(reason -> cycles[reason.ordinal()]++);
        }

        synchronized int cycles(Reason reason) {
            return cycles[reason.ordinal()];
        }

        synchronized boolean isCurrent(Reason reason) {
            return current.contains(reason);
        }
    }

    void initialize(String workload) {
        byWorkload.put(workload, new ReasonCounts());
    }

    void record(String workload, Collection<Reason> reasons) {
        byWorkload.computeIfAbsent(workload, name -> new ReasonCounts()).record(reasons);
    }

    @Override
    public MetricSnapshots collect() {
        boolean zeros = byWorkload.size() < MANY_WORKLOADS;
        GaugeSnapshot.Builder gauges =
                GaugeSnapshot.builder().name("tidegate_reason").help(REASON_HELP);
        CounterSnapshot.Builder counters =
                CounterSnapshot.builder().name("tidegate_reasons").help(REASONS_HELP);
        byWorkload.forEach(
                (workload, reasonCounts) -> {
                    for (Reason reason : REASONS) {
                        int cycles = reasonCounts.cycles(reason);
                        if (zeros || cycles > 0) {
                            Labels labels =
                                    Labels.of("reason", reason.code(), "workload", workload);
                            gauges.dataPoint(
                                    GaugeDataPointSnapshot.builder()
                                            .labels(labels)
                                            .value(reasonCounts.isCurrent(reason) ? 1 : 0)
                                            .build());
                            counters.dataPoint(
                                    CounterDataPointSnapshot.builder()
                                            .labels(labels)
                                            .value(cycles)
                                            .build());
                        }
                    }
                });
        return MetricSnapshots.of(gauges.build(), counters.build());
    }
}
