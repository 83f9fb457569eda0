package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The maximum of the slots ahead, where its distribution is known. */
final class MaximumTest {
    private static final int STEPS = 60;

    @Test
    void ofIndependentSlotsItIsTheRootOfTheProbability() {
        Random random = new Random(12);
        Forecast forecast = forecast(i -> 1_000 + 50 * random.nextGaussian());

        // The largest of n independent values stays under x with F(x)^n; n = 60, normal: 0.5 at
        // 2.27 deviations.
        double median = forecast.maximumQuantile(1, STEPS, 0.5);

        assertThat((median - 1_000) / 50).isBetween(1.9, 2.6);
    }

    @Test
    void ofAWanderingLevelItIsLittleMoreThanOfOneSlot() {
        Random random = new Random(13);
        double[] level = {1_000};
        Forecast forecast =
                forecast(
                        i -> {
                            level[0] = 1_000 + 0.999 * (level[0] - 1_000) + random.nextGaussian();
                            return level[0];
                        });

        double slot = forecast.quantile(STEPS, 0.9) - forecast.quantile(1, 0.5);
        double largest = forecast.maximumQuantile(1, STEPS, 0.9) - forecast.quantile(1, 0.5);

        // The reflection principle says 1.3; slots that know nothing of each other would have 2.3.
        assertThat(largest).isBetween(slot, 1.8 * slot);
    }

    @Test
    void moreSlotsNeverHaveASmallerMaximum() {
        Random random = new Random(14);
        Forecast forecast = forecast(i -> 100 + 10 * random.nextGaussian());

        for (int to = 2; to <= STEPS; to++) {
            assertThat(forecast.maximumQuantile(1, to, 0.95))
                    .isGreaterThanOrEqualTo(forecast.maximumQuantile(1, to - 1, 0.95));
        }
    }

    private static Forecast forecast(IntToDoubleFunction value) {
        double[] values = new double[5_000];
        Arrays.setAll(values, value);
        Forecaster forecaster = Forecaster.forStep(Duration.ofMinutes(1));
        forecaster.observe(
                Series.of(Instant.parse("2024-01-01T00:00:00Z"), Duration.ofMinutes(1), values));
        return ((ForecastOutcome.Forecasted) forecaster.forecast(STEPS)).forecast();
    }
}
