package dev.tidegate.forecaster.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ensemble against each of its models alone, with the same calibration, over a week of a generated service. */
final class AggregationTest {
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int DAY = 144;

    @ParameterizedTest
    @CsvSource({"9, 0.20, 0.5", "10, 0.05, 0.0"})
    void isWithinTwoPercentOfTheBestSingleModel(long seed, double noise, double season) {
        ForecasterSettings settings = ForecasterSettings.forStep(STEP).withHorizon(6);

        BackTest test =
                BackTest.run(
                        demand(seed, noise, season),
                        new BackTestPlan(
                                settings, 15 * DAY, 30, Forecaster.models(settings), List.of()),
                        () -> 0,
                        percent -> {});

        double best =
                test.results().stream()
                        .skip(1)
                        .mapToDouble(each -> each.scores().weightedQuantileLoss().orElseThrow())
                        .min()
                        .orElseThrow();
        assertThat(test.results().get(0).name()).isEqualTo("tidegate");
        assertThat(test.results().get(0).scores().weightedQuantileLoss().orElseThrow())
                .isLessThanOrEqualTo(1.02 * best);
    }

    /** A daily season and quieter weekends on a wandering level, with noise proportional to it. */
    private static Series demand(long seed, double noise, double season) {
        Random random = new Random(seed);
        double[] values = new double[22 * DAY];
        double level = 0;
        for (int i = 0; i < values.length; i++) {
            level = 0.995 * level + 0.02 * random.nextGaussian();
            double day = 1 + season * Math.sin(2 * Math.PI * i / DAY);
            double week = i / DAY % 7 >= 5 ? 0.6 : 1;
            values[i] = 1_000 * day * week * Math.exp(level) * (1 + noise * random.nextGaussian());
        }
        return Series.of(Instant.parse("2024-01-01T00:00:00Z"), STEP, values);
    }
}
