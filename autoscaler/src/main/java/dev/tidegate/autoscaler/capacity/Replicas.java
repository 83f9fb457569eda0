package dev.tidegate.autoscaler.capacity;

/** A whole number of replicas, never negative. */
public record Replicas(int count) implements Comparable<Replicas> {

    public static final Replicas NONE = new Replicas(0);

    public Replicas {
        if (count < 0) {
            throw new IllegalArgumentException("replicas must not be negative, was " + count);
        }
    }

    public static Replicas of(int count) {
        return new Replicas(count);
    }

    public Replicas max(Replicas other) {
        return count >= other.count ? this : other;
    }

    public Replicas min(Replicas other) {
        return count <= other.count ? this : other;
    }

    /** This minus {@code other}, but at least none. */
    public Replicas minus(Replicas other) {
        return of(Math.max(0, count - other.count));
    }

    @Override
    public int compareTo(Replicas other) {
        return Integer.compare(count, other.count);
    }

    @Override
    public String toString() {
        return Integer.toString(count);
    }
}
