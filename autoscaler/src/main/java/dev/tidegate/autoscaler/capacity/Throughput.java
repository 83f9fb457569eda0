package dev.tidegate.autoscaler.capacity;

/** Work units a second that one replica serves within its objective. */
public record Throughput(double unitsPerSecond) {

    /** A demand this close above a whole replica is a rounding error of the division. */
    private static final double TOLERANCE = 1e-9;

    public Throughput {
        if (!(unitsPerSecond > 0) || Double.isInfinite(unitsPerSecond)) {
            throw new IllegalArgumentException(
                    "throughput must be positive, was " + unitsPerSecond);
        }
    }

    /** Replicas needed for {@code demand} units a second: the only place where a need is rounded up. */
    public Replicas replicasFor(double demand) {
        if (!(demand >= 0) || Double.isInfinite(demand)) {
            throw new IllegalArgumentException("demand must be zero or more, was " + demand);
        }
        return Replicas.of(
                (int) Math.min(Integer.MAX_VALUE, Math.ceil(demand / unitsPerSecond - TOLERANCE)));
    }

    /** Units a second that {@code replicas} serve. */
    public double of(Replicas replicas) {
        return replicas.count() * unitsPerSecond;
    }
}
