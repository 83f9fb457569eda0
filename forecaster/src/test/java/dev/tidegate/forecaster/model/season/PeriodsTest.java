package dev.tidegate.forecaster.model.season;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class PeriodsTest {
    @Test
    void aSeasonThatNobodyNamedIsFound() {
        Random random = new Random(6);
        for (int period : new int[] {10, 35, 50, 137}) {
            Series series =
                    series(
                            3_000,
                            i ->
                                    100
                                            + 10 * Math.sin(2 * Math.PI * i / 288)
                                            + 10 * Math.sin(2 * Math.PI * i / period)
                                            + 3 * random.nextGaussian());

            assertThat(Periods.find(288, series).orElse(0))
                    .isBetween(period - 1, period + 1); // a flat top leaves it to the noise
        }
    }

    @Test
    void theDayItselfIsNoDiscovery() {
        Random random = new Random(7);
        Series series =
                series(
                        3_000,
                        i ->
                                100
                                        + 40 * Math.max(0, Math.sin(2 * Math.PI * i / 288))
                                        + random.nextGaussian());

        assertThat(Periods.find(288, series)).isEmpty();
    }

    @Test
    void noiseAndWalksHaveNoSeason() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] walk = new double[2_000];
            for (int i = 1; i < walk.length; i++) {
                walk[i] = 0.95 * walk[i - 1] + random.nextGaussian();
            }

            assertThat(Periods.find(288, series(2_000, i -> random.nextGaussian()))).isEmpty();
            assertThat(Periods.find(288, series(2_000, i -> walk[i]))).isEmpty();
        }
    }

    @Test
    void aConstantHasNoSeason() {
        assertThat(Periods.find(288, series(2_000, i -> 5))).isEmpty();
    }

    private static Series series(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return Series.of(Instant.parse("2024-01-01T00:00:00Z"), Duration.ofMinutes(5), values);
    }
}
