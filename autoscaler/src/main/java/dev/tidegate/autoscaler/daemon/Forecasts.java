package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.WorkloadSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which workloads' demand is forecast: all of them while the heap has room, else as many as fit, those with the most replicas at
 * stake first. The sizes are measured ({@code ManyWorkloads} in the tests), and rounded up.
 */
final class Forecasts {
    private static final long KIBI = 1024;
    private static final long PROCESS = 96 * KIBI * KIBI;
    private static final double SPARE = 0.15; // of the heap: what a cycle needs, and the collector
    private static final long WORKLOAD = 36 * KIBI; // planner, loop, status and metrics
    private static final long SLOT = Short.BYTES; // of a week of demand
    private static final long FORECAST =
            136 * KIBI; // five weeks at five minutes, a tenth of them twice

    /** @param heap bytes that the process may use */
    static Set<String> fitting(List<WorkloadSettings> workloads, long heap) {
        double room = heap * (1 - SPARE) - PROCESS;
        for (WorkloadSettings workload : workloads) {
            room -= WORKLOAD + SLOT * Duration.ofDays(7).dividedBy(workload.demand().step());
        }
        long fitting = Math.max(0, (long) (room / FORECAST));
        Set<String> names = new HashSet<>();
        workloads.stream()
                .sorted(Comparator.comparingLong(Forecasts::atStake).reversed())
                .limit(fitting)
                .forEach(workload -> names.add(workload.name()));
        return names;
    }

    private static long atStake(WorkloadSettings workload) {
        return (long) workload.bounds().max() * workload.capacity().gpus();
    }

    private Forecasts() {}
}
