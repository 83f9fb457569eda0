package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.WorkloadSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Selects the workloads whose demand is forecast: all of them if the heap allows, else as many as fit, those with the most GPUs
 * at stake first. Sizes are measured ({@code ManyWorkloads} in the tests) and rounded up.
 */
final class Forecasts {
    private static final long KIBI = 1024;
    private static final long PROCESS_BYTES = 96 * KIBI * KIBI;
    private static final double SPARE =
            0.15; // share of the heap for a cycle's garbage and the collector
    private static final long WORKLOAD_BYTES = 36 * KIBI; // planner, loop, status and metrics
    private static final long SLOT_BYTES = Short.BYTES; // of a week of demand
    private static final long FORECAST_BYTES =
            136 * KIBI; // five weeks at five minutes, a tenth of them twice

    /**
     * Names of the workloads that fit.
     *
     * @param heapBytes maximum heap of the process
     */
    static Set<String> fitting(List<WorkloadSettings> workloads, long heapBytes) {
        double free = heapBytes * (1 - SPARE) - PROCESS_BYTES;
        for (WorkloadSettings workload : workloads) {
            free -=
                    WORKLOAD_BYTES
                            + SLOT_BYTES * Duration.ofDays(7).dividedBy(workload.demand().step());
        }
        long fitting = Math.max(0, (long) (free / FORECAST_BYTES));
        Set<String> names = new HashSet<>();
        workloads.stream()
                .sorted(Comparator.comparingLong(Forecasts::gpusAtStake).reversed())
                .limit(fitting)
                .forEach(workload -> names.add(workload.name()));
        return names;
    }

    private static long gpusAtStake(WorkloadSettings workload) {
        return (long) workload.bounds().max() * workload.capacity().gpus();
    }

    private Forecasts() {}
}
