package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On a generated service: a daily and weekly season, a wandering level, and noise that grows with the level. */
final class BackTestTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    @Test
    void generatedDemandIsForeseenBetterThanBySeasonalNaiveWithTheCoverageStated() {
        BackTest test = BackTest.run(demand(14), 8 * 144, 6, 40);

        assertThat(test.forecaster().weightedQuantileLoss())
                .isLessThan(0.8 * test.seasonalNaive().weightedQuantileLoss());
        assertThat(test.forecaster().coverage95()).isBetween(0.90, 0.99);
        assertThat(test.forecaster().coverage99()).isGreaterThan(0.96);
        assertThat(test.difference().statistic()).isNegative();
        assertThat(test.difference().pValue()).isLessThan(0.01);
    }

    @Test
    void aSeriesTooShortIsSaid() {
        assertThatThrownBy(() -> BackTest.run(demand(1), 0, 6, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two origins");
    }

    static Series demand(int days) {
        Random random = new Random(8);
        double[] values = new double[days * 144];
        double level = 0;
        for (int i = 0; i < values.length; i++) {
            level = 0.995 * level + 0.02 * random.nextGaussian();
            double day = 1 + 0.5 * Math.sin(2 * Math.PI * i / 144);
            double week = i / 144 % 7 >= 5 ? 0.6 : 1;
            values[i] = 1_000 * day * week * Math.exp(level) * (1 + 0.05 * random.nextGaussian());
        }
        return Series.of(START, Duration.ofMinutes(10), values);
    }
}
