package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Planning time of a tick: the planners of a thousand workloads in turn, without forecasts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 4)
public class ManyPlannersBench {
    private static final int WORKLOADS = 1_000;
    private static final Duration TICK = Duration.ofSeconds(15);
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int PAST = 2 * 1440;

    private final List<Planner> planners = new ArrayList<>();
    private final int[] floors = new int[WORKLOADS];
    private Instant now = Instant.parse("2026-03-02T00:00:00Z");

    @Setup
    public void load() {
        PlannerSettings settings =
                new PlannerSettings(
                                STEP,
                                Optional.of(new Throughput(1)),
                                new LeadTime(Duration.ofMinutes(5)),
                                new Objective(Share.of(0.001), Duration.ofSeconds(10)),
                                Bounds.of(1, 1000))
                        .withoutForecast();
        for (int i = 0; i < WORKLOADS; i++) {
            Planner planner = new Planner(settings);
            for (int slot = 0; slot < PAST; slot++) {
                Instant start = now.plus(STEP.multipliedBy(slot));
                planner.observe(start, OptionalDouble.of(rate(i, start)));
            }
            planners.add(planner);
            floors[i] = 10;
        }
        now = now.plus(STEP.multipliedBy(PAST));
    }

    private static double rate(int workload, Instant at) {
        double day = at.getEpochSecond() / 86_400.0 + workload / (double) WORKLOADS;
        return 18 + 8 * Math.cos(day * 2 * Math.PI) + Math.sin(at.getEpochSecond() * 0.01);
    }

    /** A tick of 15 s; every fourth brings all of them a new slot. */
    @Benchmark
    public int tick() {
        now = now.plus(TICK);
        int sum = 0;
        for (int i = 0; i < WORKLOADS; i++) {
            Decision decision =
                    planners.get(i)
                            .decide(
                                    Situation.of(
                                            now,
                                            new Observation.Seen(rate(i, now)),
                                            new FleetView(
                                                    now, floors[i], floors[i], 0, floors[i])));
            floors[i] = decision.plan().floor().count();
            sum += floors[i];
        }
        return sum;
    }
}
