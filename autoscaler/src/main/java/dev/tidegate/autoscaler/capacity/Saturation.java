package dev.tidegate.autoscaler.capacity;

import java.util.Arrays;
import java.util.Optional;

/** Learns the throughput of a replica from the steps in which all replicas were saturated. Not thread-safe. */
public final class Saturation {
    private static final int ENOUGH = 5;
    private static final int REMEMBERED = 60;
    private static final double ROUNDING = 1e-9; // relative: less than this served is nothing

    private final double[] rates = new double[REMEMBERED];
    private int measured;

    /**
     * Adds a step in which some work was not served.
     *
     * @param arrived  units a second
     * @param leftOver units a second not served
     * @param ready    replicas that served the rest
     */
    public void add(double arrived, double leftOver, int ready) {
        double served = arrived - leftOver;
        if (ready > 0 && served > ROUNDING * arrived) {
            rates[measured++ % REMEMBERED] = served / ready;
        }
    }

    /** The median of the measured rates; empty until there are enough. */
    public Optional<Throughput> throughput() {
        if (measured < ENOUGH) {
            return Optional.empty();
        }
        double[] sorted = Arrays.copyOf(rates, Math.min(measured, REMEMBERED));
        Arrays.sort(sorted);
        return Optional.of(new Throughput(sorted[sorted.length / 2]));
    }
}
