package dev.tidegate.forecaster.model;

/** The logarithm of a value and a shift. Keeps its last answer, since several models ask for the same. Not thread-safe. */
final class ShiftedLogarithm {
    private static final double LARGEST = 600; // logarithm that is turned back

    private final double shift;
    private double last; // a value
    private double lastLogarithm;

    /** @param shift above zero */
    ShiftedLogarithm(double shift) {
        this.shift = shift;
        lastLogarithm = Math.log(shift);
    }

    double shift() {
        return shift;
    }

    /** What lies below zero counts as zero. */
    double of(double value) {
        double held = Math.max(0, value);
        if (held != last) {
            last = held;
            lastLogarithm = Math.log(held + shift);
        }
        return lastLogarithm;
    }

    double inverse(double logarithm) {
        return Math.max(0, Math.exp(Math.min(LARGEST, logarithm)) - shift);
    }
}
