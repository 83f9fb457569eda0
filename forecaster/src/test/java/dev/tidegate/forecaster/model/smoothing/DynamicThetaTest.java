package dev.tidegate.forecaster.model.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import org.junit.jupiter.api.Test;

final class DynamicThetaTest extends ModelConformance {
    @Override
    protected Model model() {
        return new DynamicTheta(240);
    }

    /** DynamicOptimizedTheta of statsforecast 2.1.1 on the same 120 values. */
    @Test
    void agreesWithTheNamedImplementation() {
        double[] published = {164.633, 165.110, 165.586, 166.063, 166.539, 167.015};

        double[] ahead = forward(series(120, i -> 100 + i * 37 % 101 / 10.0 + 0.5 * i), 6);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(published[h], within(0.5));
        }
    }

    @Test
    void driftIsHalfTheSlopeOfALineOrMore() {
        // Theta 2 has half the slope of the fitted line, larger thetas more of it, never all.
        double[] ahead = forward(series(240, i -> 10 * i), 20);

        assertThat(ahead[19] - ahead[0]).isBetween(90.0, 191.0);
    }
}
