package dev.tidegate.forecaster.series;

/** A share, from 0 to 1. */
public record Share(double value) {
    public Share {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("share must lie in [0, 1], was " + value);
        }
    }

    /** {@code part} of {@code whole}; 0 when both are 0. */
    public static Share of(int part, int whole) {
        return new Share(whole == 0 ? 0 : (double) part / whole);
    }
}
