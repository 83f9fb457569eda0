package dev.tidegate.forecaster.model;

/**
 * The logarithm of a value plus a shift. Caches the last result, since several models ask for the same one. Not
 * thread-safe.
 */
final class ShiftedLogarithm {
    private static final double MAX_LOGARITHM = 600; // largest logarithm that is inverted

    private final double shift;
    private double lastValue;
    private double lastLogarithm;

    /** @param shift above zero */
    ShiftedLogarithm(double shift) {
        this.shift = shift;
        lastLogarithm = Math.log(shift);
    }

    double shift() {
        return shift;
    }

    /** The logarithm of {@code value} plus the shift; negative values count as zero. */
    double of(double value) {
        double clipped = Math.max(0, value);
        if (clipped != lastValue) {
            lastValue = clipped;
            lastLogarithm = Math.log(clipped + shift);
        }
        return lastLogarithm;
    }

    double inverse(double logarithm) {
        return Math.max(0, Math.exp(Math.min(MAX_LOGARITHM, logarithm)) - shift);
    }
}
