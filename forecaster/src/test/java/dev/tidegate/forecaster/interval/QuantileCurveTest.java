package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class QuantileCurveTest {
    @Test
    void crossingKnotsAreSortedAndNegativeOnesLifted() {
        double[] falling = new double[Knots.COUNT];
        for (int k = 0; k < falling.length; k++) {
            falling[k] = 5 - k;
        }

        QuantileCurve curve = QuantileCurve.rearranged(falling);

        assertThat(curve.at(0.001)).isZero();
        assertThat(curve.atKnot(Knots.COUNT - 1)).isEqualTo(5);
    }

    @Test
    void probabilitiesBetweenKnotsAreInterpolated() {
        QuantileCurve curve = QuantileCurve.rearranged(probabilities());

        assertThat(curve.at(0.93)).isCloseTo(0.93, within(1e-9));
        assertThat(curve.rankOf(0.93)).isCloseTo(0.93, within(1e-9));
    }

    @Test
    void certaintyIsNoProbability() {
        QuantileCurve curve = QuantileCurve.rearranged(probabilities());

        assertThatThrownBy(() -> curve.at(1)).hasMessageContaining("was 1.0");
        assertThatThrownBy(() -> curve.at(Double.NaN)).hasMessageContaining("was NaN");
    }

    private static double[] probabilities() {
        double[] values = new double[Knots.COUNT];
        java.util.Arrays.setAll(values, Knots::probability);
        return values;
    }
}
