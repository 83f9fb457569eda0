package dev.tidegate.forecaster.model.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import org.junit.jupiter.api.Test;

final class DynamicThetaTest extends ModelConformance {
    @Override
    protected Model model() {
        return new DynamicTheta(240);
    }

    @Test
    void driftIsHalfTheSlopeOfALineOrMore() {
        // Theta 2 has half the slope of the fitted line, larger thetas more of it, never all.
        double[] ahead = forward(series(240, i -> 10 * i), 20);

        assertThat(ahead[19] - ahead[0]).isBetween(90.0, 191.0);
    }
}
