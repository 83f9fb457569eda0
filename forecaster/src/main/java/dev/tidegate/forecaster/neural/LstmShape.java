package dev.tidegate.forecaster.neural;

/**
 * Size of a network and length of its training. The defaults train in seconds on one core.
 *
 * @param window slots that it looks back
 * @param units of the recurrent layer
 * @param samples most windows of the history that it is trained on
 * @param epochs passes over the samples
 * @param seed of the initial weights and of the order of samples: the same seed gives the same network
 */
public record LstmShape(int window, int units, int samples, int epochs, int seed) {
    /** For service demand at steps of a minute to an hour. */
    public static final LstmShape DEFAULT = new LstmShape(48, 16, 4_000, 12, 1);

    public LstmShape {
        requirePositive("window", window);
        requirePositive("units", units);
        requirePositive("samples", samples);
        requirePositive("epochs", epochs);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
