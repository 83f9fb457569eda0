package dev.tidegate.forecaster.model.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DampedTrendTest extends ModelConformance {
    @Override
    protected Model model() {
        return new DampedTrend(48);
    }

    @Test
    void trendGoesOnButDiesAway() {
        double[] ahead = forward(series(240, i -> 10 * i), 20);

        double[] steps = new double[ahead.length - 1];
        Arrays.setAll(steps, h -> ahead[h + 1] - ahead[h]);
        assertThat(ahead[0]).isBetween(2_390.0, 2_400.0);
        assertThat(steps).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(steps[steps.length - 1]).isBetween(0.0, 2.0);
    }
}
