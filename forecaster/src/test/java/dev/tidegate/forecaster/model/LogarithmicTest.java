package dev.tidegate.forecaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.smoothing.SeasonalTrend;
import org.junit.jupiter.api.Test;

final class LogarithmicTest extends ModelConformance {
    @Override
    protected Model model() {
        return new Logarithmic(new SeasonalTrend(24, 24, 0.1));
    }

    @Override
    protected boolean followsShift() {
        return false;
    }

    @Test
    void seasonGrowsWithTheLevel() {
        double[] ahead = forward(series(480, i -> (i / 240 + 1) * (10 + i % 24 / 12 * 50)), 24);

        assertThat(ahead[0]).isCloseTo(20, within(2.0));
        assertThat(ahead[18]).isCloseTo(120, within(6.0));
    }
}
