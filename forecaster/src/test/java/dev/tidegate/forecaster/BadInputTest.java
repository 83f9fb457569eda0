package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Any input gives a forecast or a refusal with its reason: no exception, no infinity. */
final class BadInputTest {
    private static final Instant START = Instant.parse("2024-03-30T00:00:00Z");

    @Test
    void absurdSizesAreForecast() {
        check(values(1_500, i -> 1e300));
        check(values(1_500, i -> Double.MAX_VALUE));
        check(values(1_500, i -> 1e-300));
        check(values(1_500, i -> Double.MIN_VALUE));
        check(values(1_500, i -> i % 2 == 0 ? 1e300 : 1));
        check(values(1_500, i -> i == 1_499 ? 1e300 : 100));
        check(values(1_500, i -> Math.pow(10, i / 5.0 % 300)));
    }

    @Test
    void emptyAndFlatSeriesAreForecastOrRefused() {
        check(values(0, i -> 0));
        check(values(2, i -> 7));
        check(values(1_500, i -> 0));
        check(values(1_500, i -> -5));
        check(values(1_500, i -> i % 3 - 1));
        check(values(1_500, i -> i == 700 ? 1 : 0));
        check(Series.of(START, Duration.ofMinutes(5), new double[3_000], new BitSet()));
    }

    /** A fiftieth of it is so small that it has no logarithm. */
    @Test
    void theSmallestNumbersThereAreBesideOrdinaryOnesAreForecast() {
        Series series = values(1_500, i -> i >= 300 ? 1 : i % 3 == 0 ? 0 : Double.MIN_VALUE);
        Forecaster slotBySlot = Forecaster.forStep(series.step());

        check(series);
        for (int i = 0; i < 400; i++) {
            slotBySlot.observe(series.timeAt(i), series.at(i));
            check(slotBySlot, 12);
        }
    }

    @Test
    void anOutlierDoesNotPoisonTheForecast() {
        Random random = new Random(4);
        Series series = values(2_000, i -> i == 1_900 ? 1e250 : 100 + random.nextInt(10));

        Forecast forecast = forecast(series, Duration.ofMinutes(5));

        assertThat(forecast.quantile(1, 0.5)).isBetween(95.0, 115.0);
        assertThat(forecast.quantile(12, 0.99)).isLessThan(200);
    }

    @Test
    void rareSpikesOnANearlyConstantSeriesDoNotBlowQuantilesUp() {
        Random random = new Random(5);
        Series series =
                values(
                        4_000,
                        i -> {
                            double spike = random.nextInt(300) == 0 ? 5_000 : 0;
                            return 100 + 1e-3 * random.nextGaussian() + spike;
                        });
        Forecaster forecaster = Forecaster.forStep(series.step());
        forecaster.observe(series.before(series.timeAt(3_500)));

        for (int i = 3_500; i < series.size(); i++) {
            forecaster.observe(series.timeAt(i), series.at(i));
            Forecast forecast = ((ForecastOutcome.Forecasted) forecaster.forecast(12)).forecast();
            assertThat(forecast.quantile(1, 0.99)).isLessThan(2.5 * 5_100);
            assertThat(forecast.quantile(12, 0.999)).isLessThan(2.5 * 5_100);
        }
    }

    @Test
    void tenThousandMissingSlotsAreSurvived() {
        Random random = new Random(6);
        BitSet known = new BitSet();
        known.set(0, 3_000);
        known.set(13_000, 15_000);
        double[] values = new double[15_000];
        Arrays.setAll(values, i -> 50 + random.nextInt(9));
        check(Series.of(START, Duration.ofMinutes(5), values, known));
        check(Series.of(START, Duration.ofMinutes(1), values, known));
        known.clear(13_000, 15_000);
        check(Series.of(START, Duration.ofMinutes(5), values, known));
    }

    @Test
    void anyGeneratedSeriesIsForecastOrRefused() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int size = random.nextInt(1_200);
            double[] values = new double[size];
            BitSet known = new BitSet();
            double level = Math.pow(10, random.nextInt(8));
            for (int i = 0; i < size; i++) {
                level *= random.nextInt(300) == 0 ? Math.pow(10, random.nextGaussian()) : 1;
                values[i] = level * Math.max(0, 1 + random.nextGaussian());
                known.set(i, random.nextInt(10) > seed % 7);
            }
            Duration step = Duration.ofSeconds(10L << random.nextInt(14));
            check(Series.of(START, step, values, known));
        }
    }

    @Test
    void slotsFedOneByOneAreForecastFromTheFirst() {
        Forecaster forecaster = Forecaster.forStep(Duration.ofMinutes(30));
        Random random = new Random(9);
        for (int i = 0; i < 700; i++) {
            boolean seen = random.nextInt(5) > 0;
            forecaster.observe(
                    START.plus(Duration.ofMinutes(30L * i)),
                    seen ? OptionalDouble.of(random.nextInt(100)) : OptionalDouble.empty());
            check(forecaster, 6);
        }
        forecaster.advanceTo(START.plus(Duration.ofDays(400)));
        check(forecaster, 6);
    }

    private static Series values(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return Series.of(START, Duration.ofMinutes(5), values);
    }

    private static void check(Series series) {
        Forecaster forecaster = Forecaster.forStep(series.step());
        forecaster.observe(series);
        check(forecaster, 12);
    }

    private static void check(Forecaster forecaster, int steps) {
        if (forecaster.forecast(steps) instanceof ForecastOutcome.Forecasted forecasted) {
            Forecast forecast = forecasted.forecast();
            for (int ahead = 1; ahead <= steps; ahead++) {
                double below = 0;
                for (double p : new double[] {0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.9999}) {
                    assertThat(forecast.quantile(ahead, p))
                            .isFinite()
                            .isGreaterThanOrEqualTo(below);
                    below = forecast.quantile(ahead, p);
                }
            }
            assertThat(forecast.maximumQuantile(1, steps, 0.99)).isFinite();
        }
    }

    private static Forecast forecast(Series series, Duration step) {
        Forecaster forecaster = Forecaster.forStep(step);
        forecaster.observe(series);
        return ((ForecastOutcome.Forecasted) forecaster.forecast(12)).forecast();
    }
}
