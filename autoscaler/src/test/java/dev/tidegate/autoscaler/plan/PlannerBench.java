package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One workload with two weeks of history by the minute: one decision, and a start with backfill. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 2, time = 5)
public class PlannerBench {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int SLOTS = 14 * 1440;

    @Param({"true", "false"})
    private boolean foresight;

    private final double[] rates = new double[SLOTS];
    private Series history = Series.of(START, STEP, rates, new BitSet());
    private Planner planner = planner();
    private Instant now = START;
    private int floor = 10;

    @Setup
    public void load() {
        Random random = new Random(1);
        BitSet known = new BitSet();
        known.set(0, SLOTS);
        double noise = 0;
        for (int i = 0; i < SLOTS; i++) {
            noise = 0.95 * noise + 0.3 * random.nextGaussian();
            double season = 18 + 8 * Math.cos(i / 1440.0 * 2 * Math.PI);
            rates[i] = season * Math.exp(0.05 * noise);
        }
        history = Series.of(START, STEP, rates, known);
        planner = backfilled();
        now = history.end();
    }

    private Planner planner() {
        PlannerSettings settings =
                new PlannerSettings(
                        STEP,
                        Optional.of(new Throughput(1)),
                        new LeadTime(Duration.ofMinutes(10)),
                        new Objective(Share.of(0.001), Duration.ofSeconds(10)),
                        Bounds.of(1, 1000));
        return new Planner(foresight ? settings : settings.withoutForecast());
    }

    private Planner backfilled() {
        Planner fresh = planner();
        fresh.backfill(history);
        return fresh;
    }

    /** Observes the next minute and decides. */
    @Benchmark
    public int decision() {
        double rate = rates[(int) (Duration.between(START, now).toMinutes() % SLOTS)];
        now = now.plus(STEP);
        Decision decision =
                planner.decide(
                        Situation.of(
                                now,
                                new Observation.Seen(rate),
                                new FleetView(now, floor, floor, 0, floor)));
        floor = decision.plan().floor().count();
        return floor;
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public Planner start() {
        return backfilled();
    }
}
