package dev.tidegate.forecaster.neural;

/**
 * How large a network is, and how long it learns. The defaults take seconds on one core.
 *
 * @param window slots that it looks back
 * @param units of the recurrent layer
 * @param samples windows of the history that it learns from, at the most
 * @param epochs times that it sees each of them
 * @param seed of the first weights and of the order of samples: the same seed learns the same
 */
public record LstmShape(int window, int units, int samples, int epochs, int seed) {
    /** For service demand at steps of a minute to an hour. */
    public static final LstmShape USUAL = new LstmShape(48, 16, 4_000, 12, 1);

    public LstmShape {
        requirePositive("window", window);
        requirePositive("units", units);
        requirePositive("samples", samples);
        requirePositive("epochs", epochs);
    }

    public LstmShape withSeed(int other) {
        return new LstmShape(window, units, samples, epochs, other);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
