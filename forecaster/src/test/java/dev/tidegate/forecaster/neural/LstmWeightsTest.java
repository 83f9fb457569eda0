package dev.tidegate.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.neural.WindowEncoder.Window;
import org.junit.jupiter.api.Test;

final class LstmWeightsTest {
    /** One unit, one input, one output, computed by hand; s is the logistic function, t the hyperbolic tangent. */
    @Test
    void twoStepsOfOneUnitAreAsByHand() {
        LstmWeights weights =
                new LstmWeights(
                        new float[] {0.5f, -1, 2, 1}, // input, forget, cell, output gate
                        new float[] {0.25f, 0.5f, -1, 1},
                        new float[] {0, 1, 0, -0.5f},
                        new float[] {3},
                        new float[] {0.5f},
                        new float[] {0.125f});

        double[] outputs = weights.outputs(new Window(0, 1, new float[] {1, -2}, new float[] {4}));

        double cell = logistic(0.5) * Math.tanh(2);
        double state = logistic(0.5) * Math.tanh(cell);
        double input = logistic(-1 + 0.25 * state) * Math.tanh(-4 - state);
        cell = logistic(3 + 0.5 * state) * cell + input;
        state = logistic(-2.5 + state) * Math.tanh(cell);
        assertThat(outputs).hasSize(1);
        assertThat(outputs[0]).isCloseTo(3 * state + 0.5 * 4 + 0.125, within(1e-6));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
