package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ForecasterTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);

    @Test
    void constantForecastsItself() {
        Forecast forecast = forecast(series(1_000, i -> 42));

        for (int ahead = 1; ahead <= forecast.steps(); ahead++) {
            assertThat(forecast.quantile(ahead, 0.5)).isCloseTo(42, within(1e-6));
            assertThat(forecast.quantile(ahead, 0.99)).isCloseTo(42, within(1e-6));
        }
    }

    @Test
    void quantilesNeverCrossAndNeverFallBelowZero() {
        Random random = new Random(1);
        Forecast forecast = forecast(series(900, i -> Math.max(0, 3 * random.nextGaussian())));

        for (int ahead = 1; ahead <= forecast.steps(); ahead++) {
            double below = 0;
            for (double p = 0.001; p < 1; p += 0.001) {
                double value = forecast.quantile(ahead, p);
                assertThat(value).isGreaterThanOrEqualTo(below);
                below = value;
            }
        }
    }

    @Test
    void maximumIsNoSmallerThanAnyOfItsSlots() {
        Random random = new Random(2);
        Forecast forecast = forecast(series(900, i -> 100 + 10 * random.nextGaussian()));

        for (int ahead = 1; ahead <= 12; ahead++) {
            assertThat(forecast.maximumQuantile(1, 12, 0.9))
                    .isGreaterThanOrEqualTo(forecast.quantile(ahead, 0.9));
        }
        assertThat(forecast.maximumQuantile(1, 12, 0.5))
                .isGreaterThan(forecast.quantile(12, 0.5) + 5);
    }

    @Test
    void tooLittleHistoryIsSaid() {
        Forecaster forecaster = Forecaster.forStep(STEP);
        forecaster.observe(series(2, i -> 5));

        assertThat(forecaster.forecast(1)).isEqualTo(new ForecastOutcome.TooLittleHistory(2, 12));
    }

    @Test
    void valuesThatCannotBeRatesAreRefused() {
        Forecaster forecaster = Forecaster.forStep(STEP);
        forecaster.observe(series(100, i -> -1));

        assertThat(forecaster.forecast(1)).isInstanceOf(ForecastOutcome.Refused.class);
    }

    @Test
    void aSlotAlreadyObservedIsAMistake() {
        Forecaster forecaster = Forecaster.forStep(STEP);
        forecaster.observe(START, OptionalDouble.of(1));

        assertThatThrownBy(() -> forecaster.observe(START, OptionalDouble.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2024-01-01T00:05:00Z");
    }

    @Test
    void smoothingSpeaksUntilTheDayIsKnown() {
        Random random = new Random(3);
        double[] walk = new double[3 * 288];
        for (int i = 1; i < walk.length; i++) {
            walk[i] = walk[i - 1] + random.nextGaussian();
        }

        Forecast young = forecast(series(100, i -> 100 + walk[i]));
        Forecast grown = forecast(series(walk.length, i -> 100 + walk[i]));

        assertThat(young.provenance().weights()).containsKeys("ets", "theta", "log-arima");
        assertThat(grown.provenance().weights()).doesNotContainKeys("ets", "theta", "log-arima");
    }

    private static Forecast forecast(Series history) {
        Forecaster forecaster = Forecaster.forStep(STEP);
        forecaster.observe(history);
        return ((ForecastOutcome.Forecasted) forecaster.forecast(12)).forecast();
    }

    private static Series series(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return Series.of(START, STEP, values);
    }
}
