package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
        assertThat(curve.at(Knots.probability(Knots.COUNT - 1))).isEqualTo(5);
    }

    @Test
    void probabilitiesBetweenKnotsAreInterpolated() {
        QuantileCurve curve = QuantileCurve.rearranged(probabilities());

        assertThat(curve.at(0.93)).isCloseTo(0.93, within(1e-9));
    }

    @Test
    void whatIsNotFiniteIsNoQuantile() {
        double[] atKnots = probabilities();
        atKnots[3] = Double.NaN;
        double[] tooFew = new double[Knots.COUNT - 1];

        assertThatThrownBy(() -> QuantileCurve.rearranged(atKnots)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> QuantileCurve.rearranged(tooFew))
                .hasMessageContaining("got " + tooFew.length);
    }

    @Test
    void certaintyIsNoProbability() {
        QuantileCurve curve = QuantileCurve.rearranged(probabilities());

        assertThatThrownBy(() -> curve.at(1)).hasMessageContaining("was 1.0");
        assertThatThrownBy(() -> curve.at(Double.NaN)).hasMessageContaining("was NaN");
    }

    @Test
    void beyondTheOuterKnotsTailsAreExponential() {
        double[] values = new double[Knots.COUNT];
        Arrays.setAll(values, k -> 10 + k);
        QuantileCurve curve = QuantileCurve.rearranged(values);

        // By hand: one unit lies between the last knots, 0.995 and 0.999, where the rest falls to a
        // fifth; and between the
        // first, 0.005 and 0.02, to a quarter.
        assertThat(curve.at(0.9999)).isCloseTo(26 + Math.log(10) / Math.log(5), within(1e-9));
        assertThat(curve.at(0.001)).isCloseTo(10 - Math.log(5) / Math.log(4), within(1e-9));
        assertThat(curve.at(0.005)).isEqualTo(10);
        assertThat(curve.at(0.999)).isCloseTo(26, within(1e-9));
    }

    private static double[] probabilities() {
        double[] values = new double[Knots.COUNT];
        Arrays.setAll(values, Knots::probability);
        return values;
    }

    @Test
    void aMultipleHasMultiplesForQuantiles() {
        QuantileCurve curve = QuantileCurve.rearranged(probabilities());

        QuantileCurve tripled = curve.times(3);

        for (double probability : new double[] {0.0001, 0.07, 0.5, 0.93, 0.9999}) {
            assertThat(tripled.at(probability)).isCloseTo(3 * curve.at(probability), within(1e-12));
        }
        assertThat(curve.times(Double.MAX_VALUE).times(9).at(0.9999)).isEqualTo(Double.MAX_VALUE);
    }
}
