package dev.tidegate.autoscaler.capacity;

/** Work units a second that one replica serves within its objective. */
public record Throughput(double unitsPerSecond) {

    /** A demand this close above a whole replica is rounding error of the division, not work. */
    private static final double SLACK = 1e-9;

    public Throughput {
        if (!(unitsPerSecond > 0) || Double.isInfinite(unitsPerSecond)) {
            throw new IllegalArgumentException(
                    "throughput must be positive, was " + unitsPerSecond);
        }
    }

    /** Replicas that serve the demand (units a second): the one place where a need is rounded up. */
    public Replicas replicasFor(double demand) {
        if (!(demand >= 0) || Double.isInfinite(demand)) {
            throw new IllegalArgumentException("demand must be zero or more, was " + demand);
        }
        return Replicas.of(
                (int) Math.min(Integer.MAX_VALUE, Math.ceil(demand / unitsPerSecond - SLACK)));
    }

    /** Units a second that so many replicas serve. */
    public double of(Replicas replicas) {
        return replicas.count() * unitsPerSecond;
    }
}
