package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.Random;
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

/** One series of 20,000 minutes with a daily and a weekly season: a rebuild from scratch, and one more slot. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForecasterBench {
    private static final int POINTS = 20_000;
    private static final int HORIZON = 60;
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private Series history = Series.of(START, STEP, new double[0], new BitSet());
    private Forecaster live = Forecaster.forStep(STEP);
    private int next;

    @Setup
    public void observeHistory() {
        double[] values = new double[POINTS];
        Random random = new Random(20);
        for (int i = 0; i < POINTS; i++) {
            values[i] = at(i) * (1 + 0.1 * random.nextGaussian());
        }
        BitSet known = new BitSet();
        known.set(0, POINTS);
        history = Series.of(START, STEP, values, known);
        live = Forecaster.forStep(STEP);
        live.observe(history);
        next = POINTS;
    }

    @Benchmark
    public ForecastOutcome refitAndForecast() {
        Forecaster forecaster = Forecaster.forStep(STEP);
        forecaster.observe(history);
        return forecaster.forecast(HORIZON);
    }

    @Benchmark
    public ForecastOutcome updateAndForecast() {
        live.observe(START.plus(STEP.multipliedBy(next)), OptionalDouble.of(at(next)));
        next++;
        return live.forecast(HORIZON);
    }

    private static double at(int minute) {
        double day = Math.sin(2 * Math.PI * minute / 1_440);
        double week = Math.sin(2 * Math.PI * minute / 10_080);
        return 1_000 * (1 + 0.5 * day + 0.2 * week);
    }
}
