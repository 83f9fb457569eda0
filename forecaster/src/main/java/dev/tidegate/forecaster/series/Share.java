package dev.tidegate.forecaster.series;

/** A part of a whole, from 0 (none) to 1 (all). */
public record Share(double value) implements Comparable<Share> {
    public Share {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("share must lie in [0, 1], was " + value);
        }
    }

    /** {@code part} of {@code whole}; none of nothing is 0. */
    public static Share of(int part, int whole) {
        return new Share(whole == 0 ? 0 : (double) part / whole);
    }

    @Override
    public int compareTo(Share other) {
        return Double.compare(value, other.value);
    }
}
