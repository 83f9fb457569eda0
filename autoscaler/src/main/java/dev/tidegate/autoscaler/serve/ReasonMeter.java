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
 * Which reasons stand behind each workload's newest plan, and in how many cycles each stood. Kept as a few numbers a workload
 * and made into series when somebody looks. A reason that never stood is a series of zeros, so that its first rise is seen;
 * with {@value #MANY} workloads or more it is left out, for such series would be a million. Thread-safe.
 */
final class ReasonMeter implements MultiCollector {
    static final int MANY = 200;

    private static final String STANDS = "Whether a reason stands behind the newest plan.";
    private static final String STOOD = "Cycles that a reason stood behind.";
    private static final List<String> LABELS = List.of("reason", "workload");
    static final List<Meters.Declared> DECLARED =
            List.of(
                    new Meters.Declared("tidegate_reason", STANDS, LABELS),
                    new Meters.Declared("tidegate_reasons_total", STOOD, LABELS));

    private static final Reason[] ALL = Reason.values();

    private final Map<String, Stood> byWorkload = new ConcurrentHashMap<>();

    /** Of one workload; written by its loop, read by the server. */
    @SuppressWarnings("EnumOrdinal") // counts of this process only
    private static final class Stood {
        private final int[] cycles = new int[ALL.length];
        private final Set<Reason> now = EnumSet.noneOf(Reason.class);

        synchronized void count(Collection<Reason> standing) {
            now.clear();
            now.addAll(standing);
            now.forEach(reason -> cycles[reason.ordinal()]++);
        }

        synchronized int cycles(Reason reason) {
            return cycles[reason.ordinal()];
        }

        synchronized boolean stands(Reason reason) {
            return now.contains(reason);
        }
    }

    void expect(String workload) {
        byWorkload.put(workload, new Stood());
    }

    void count(String workload, Collection<Reason> standing) {
        byWorkload.computeIfAbsent(workload, name -> new Stood()).count(standing);
    }

    @Override
    public MetricSnapshots collect() {
        boolean zeros = byWorkload.size() < MANY;
        GaugeSnapshot.Builder standing =
                GaugeSnapshot.builder().name("tidegate_reason").help(STANDS);
        CounterSnapshot.Builder counts =
                CounterSnapshot.builder().name("tidegate_reasons").help(STOOD);
        byWorkload.forEach(
                (workload, stood) -> {
                    for (Reason reason : ALL) {
                        int cycles = stood.cycles(reason);
                        if (zeros || cycles > 0) {
                            Labels labels =
                                    Labels.of("reason", reason.code(), "workload", workload);
                            standing.dataPoint(
                                    GaugeDataPointSnapshot.builder()
                                            .labels(labels)
                                            .value(stood.stands(reason) ? 1 : 0)
                                            .build());
                            counts.dataPoint(
                                    CounterDataPointSnapshot.builder()
                                            .labels(labels)
                                            .value(cycles)
                                            .build());
                        }
                    }
                });
        return MetricSnapshots.of(standing.build(), counts.build());
    }
}
