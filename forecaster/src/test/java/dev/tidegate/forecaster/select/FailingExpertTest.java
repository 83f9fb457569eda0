package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.interval.QuantileCurve;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The naive forecast beside a useless expert, such as a network whose weights have diverged. */
final class FailingExpertTest {
    private static final int DAY = 48;

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                -Double.MAX_VALUE
            })
    void anExpertThatFailsLeavesTheOthersTheirSay(double said) {
        Ensemble ensemble = ensemble(new SeasonalNaive(1), new Saying(said));

        for (int i = 0; i < 600; i++) {
            ensemble.observe(OptionalDouble.of(100 + i % 7));
        }

        List<QuantileCurve> curves = ensemble.curves(6);
        assertThat(curves.get(0).at(0.5)).isCloseTo(103, within(5.0));
        assertThat(curves.get(5).at(0.99)).isBetween(100.0, 200.0);
    }

    /** The naive forecast is the same, so both are one. */
    @Test
    void whoFailsIsTakenToSayTheNewestValue() {
        Ensemble failing = ensemble(new SeasonalNaive(1), new Saying(Double.NaN));
        Ensemble naive = ensemble(new SeasonalNaive(1));

        for (int i = 0; i < 200; i++) {
            failing.observe(OptionalDouble.of(100 + i * 37 % 11));
            naive.observe(OptionalDouble.of(100 + i * 37 % 11));
        }

        for (double level : new double[] {0.05, 0.5, 0.95}) {
            assertThat(failing.curves(6).get(5).at(level))
                    .isCloseTo(naive.curves(6).get(5).at(level), within(1e-9));
        }
    }

    private static Ensemble ensemble(Model... models) {
        Ensemble ensemble = new Ensemble(List.of(models), new Horizons(6), 1, 200, 100, DAY);
        double[] values = new double[10];
        Arrays.fill(values, 100);
        Series history = Series.of(Instant.EPOCH, Duration.ofMinutes(30), values);
        ensemble.startAfter(history);
        for (int model = 0; model < models.length; model++) {
            ensemble.fit(model, PreparedHistory.of(history), false);
        }
        return ensemble;
    }

    private record Saying(double said) implements Model {
        @Override
        public String name() {
            return "saying";
        }

        @Override
        public int minSlots(int variant) {
            return 1;
        }

        @Override
        public FittedModel fit(PreparedHistory past) {
            return new FittedModel() {
                @Override
                public void observe(double value) {}

                @Override
                public void observeMissing() {}

                @Override
                public double forecast(int variant, int steps) {
                    return said;
                }
            };
        }
    }
}
