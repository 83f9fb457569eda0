package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One tick of many series on all cores: each observes a slot and forecasts half an hour; the daily rebuilds are spread
 * over the series by their phase. Each series has two weeks of five minutes of history. Runs about as many series as a
 * heap of 1 GiB holds, and reports the memory used.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3)
@Measurement(iterations = 26)
public class TickBench {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAY = 288;
    private static final int SLOTS = 14 * DAY;
    private static final int HORIZON = 6;

    @Param("10000")
    private int series;

    private Forecaster[] forecasters = {};
    private int next = SLOTS;

    @Setup
    public void observeHistories() {
        forecasters = new Forecaster[series];
        IntStream.range(0, series)
                .parallel()
                .forEach(
                        s -> {
                            forecasters[s] =
                                    Forecaster.of(
                                            new ForecasterSettings(
                                                    STEP, HORIZON, s % DAY, List.of()));
                            forecasters[s].observe(history(s));
                        });
    }

    @Benchmark
    public double tick() {
        Instant slot = START.plus(STEP.multipliedBy(next));
        int now = next++;
        return Arrays.stream(forecasters)
                .parallel()
                .mapToDouble(
                        each -> {
                            each.observe(slot, OptionalDouble.of(at(now)));
                            return each.forecast(HORIZON) instanceof ForecastOutcome.Forecasted told
                                    ? told.forecast().maximumQuantile(1, HORIZON, 0.99)
                                    : 0;
                        })
                .sum();
    }

    /** Live bytes after a requested garbage collection. */
    @TearDown
    public void sayMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf("%nheap %d MiB, %d KiB a series%n", used >> 20, (used >> 10) / series);
    }

    private static Series history(int seed) {
        Random random = new Random(seed);
        double[] values = new double[SLOTS];
        Arrays.setAll(values, i -> at(i) * (1 + 0.1 * random.nextGaussian()));
        return Series.of(START, STEP, values);
    }

    private static double at(int slot) {
        double day = Math.sin(2 * Math.PI * slot / DAY);
        double week = Math.sin(2 * Math.PI * slot / (7 * DAY));
        return 1_000 * (1 + 0.5 * day + 0.2 * week);
    }
}
