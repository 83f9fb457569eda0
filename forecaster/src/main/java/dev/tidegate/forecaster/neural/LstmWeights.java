package dev.tidegate.forecaster.neural;

/**
 * The weights of a network: a long short-term memory (Hochreiter, Schmidhuber 1997, with the forget gate of Gers,
 * Schmidhuber, Cummins 2000) and a linear layer from its last state and yesterday's growth to the values ahead. Gates
 * are in PyTorch's order: input, forget, cell, output. Immutable.
 *
 * @param fromInput [4 * units][inputs], row by row
 * @param fromState [4 * units][units]
 * @param bias [4 * units]
 * @param toOutput [outputs][units]
 * @param fromGrowth [outputs][outputs]
 * @param outputBias [outputs]
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out, never compared
record LstmWeights(
        float[] fromInput,
        float[] fromState,
        float[] bias,
        float[] toOutput,
        float[] fromGrowth,
        float[] outputBias) {

    int units() {
        return bias.length / 4;
    }

    int outputs() {
        return outputBias.length;
    }

    /** The output for a window, which is read from its oldest slot to its newest. */
    double[] outputs(WindowEncoder.Window window) {
        double[] state = lastState(window.inputs());
        double[] outputs = new double[outputs()];
        for (int k = 0; k < outputs.length; k++) {
            double sum = outputBias[k] + dot(toOutput, k, state);
            for (int j = 0; j < outputs.length; j++) {
                sum += fromGrowth[k * outputs.length + j] * window.growth()[j];
            }
            outputs[k] = sum;
        }
        return outputs;
    }

    private double[] lastState(float[] inputs) {
        int units = units();
        int width = fromInput.length / bias.length;
        double[] state = new double[units];
        double[] cell = new double[units];
        double[] gates = new double[4 * units];
        for (int at = 0; at < inputs.length; at += width) {
            for (int g = 0; g < gates.length; g++) {
                double sum = bias[g] + dot(fromState, g, state);
                for (int i = 0; i < width; i++) {
                    sum += fromInput[g * width + i] * inputs[at + i];
                }
                gates[g] = sum;
            }
            for (int u = 0; u < units; u++) {
                double fresh = sigmoid(gates[u]) * tanh(gates[2 * units + u]);
                cell[u] = sigmoid(gates[units + u]) * cell[u] + fresh;
                state[u] = sigmoid(gates[3 * units + u]) * tanh(cell[u]);
            }
        }
        return state;
    }

    private static double dot(float[] rows, int row, double[] vector) {
        double sum = 0;
        int from = row * vector.length;
        for (int u = 0; u < vector.length; u++) {
            sum += rows[from + u] * vector[u];
        }
        return sum;
    }

    /** Less exact than the JDK's, but several times as fast. */
    private static double tanh(double x) {
        return 2 * sigmoid(2 * x) - 1;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
