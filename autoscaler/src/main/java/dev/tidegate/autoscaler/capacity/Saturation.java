package dev.tidegate.autoscaler.capacity;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a replica serves, told from the times when all of them had more to do than they could. Not thread-safe.
 */
public final class Saturation {
    private static final int ENOUGH = 5;
    private static final int REMEMBERED = 60;
    private static final double ROUNDING =
            1e-9; // of two rates that are alike: where all was left over, nothing was served

    private final double[] rates = new double[REMEMBERED];
    private int seen;

    /**
     * Adds a step in which work was left over.
     *
     * @param arrived  units a second
     * @param leftOver of them
     * @param ready    replicas that served the rest
     */
    public void add(double arrived, double leftOver, int ready) {
        double served = arrived - leftOver;
        if (ready > 0 && served > ROUNDING * arrived) {
            rates[seen++ % REMEMBERED] = served / ready;
        }
    }

    /** The median of what was seen, once that is enough. */
    public Optional<Throughput> throughput() {
        if (seen < ENOUGH) {
            return Optional.empty();
        }
        double[] sorted = Arrays.copyOf(rates, Math.min(seen, REMEMBERED));
        Arrays.sort(sorted);
        return Optional.of(new Throughput(sorted[sorted.length / 2]));
    }

    /** How much the middle half of what was seen differs, relative to the median; the smaller, the surer. */
    public Share doubt() {
        if (seen < ENOUGH) {
            return Share.of(1);
        }
        double[] sorted = Arrays.copyOf(rates, Math.min(seen, REMEMBERED));
        Arrays.sort(sorted);
        int quarter = sorted.length / 4;
        double spread = sorted[sorted.length - 1 - quarter] - sorted[quarter];
        return Share.of(Math.min(1, spread / sorted[sorted.length / 2]));
    }
}
