package dev.tidegate.autoscaler.capacity;

/** A share, from 0 to 1. */
public record Share(double fraction) implements Comparable<Share> {

    public Share {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a share lies between 0 and 1, was " + fraction);
        }
    }

    public static Share of(double fraction) {
        return new Share(fraction);
    }

    @Override
    public int compareTo(Share other) {
        return Double.compare(fraction, other.fraction);
    }
}
