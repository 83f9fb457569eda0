package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.ReplayFleet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Time to first token, and its cost, by launch time. A replica reads one prompt at a time; nothing is turned away, so that
 * missing capacity shows as waiting time.
 */
final class LatencySweep {
    private static final int DAY = Scenario.DAY;
    private static final int START = 4 * DAY;
    private static final int END = 5 * DAY;
    private static final double PROMPT_SECONDS = 0.5; // to read one on an idle replica
    private static final double STEP_SECONDS = 60;
    private static final double UNLIMITED_WAIT = 1e6;

    private LatencySweep() {}

    /** Seconds to first token, mean and 99th percentile weighted by demand, and replica-hours. */
    record Outcome(double mean, double p99, double hours) {}

    /** A daily season with waves of forty minutes and noise; in replicas that are busy all the time. */
    static double[] demand() {
        Random random = new Random(29);
        double[] demand = new double[END];
        double noise = 0;
        for (int step = 0; step < END; step++) {
            double season = 18 + 8 * Math.cos((step % DAY / 1440.0 - 0.6) * 2 * Math.PI);
            double wave = 1 + 0.25 * Math.sin(step / 40.0 * 2 * Math.PI);
            noise = 0.95 * noise + 0.31 * random.nextGaussian();
            demand[step] = season * wave * Math.exp(0.04 * noise);
        }
        return demand;
    }

    static Outcome run(SimulatedPolicy policy, int lead) {
        double[] demand = demand();
        ReplayFleet fleet = new ReplayFleet((int) Math.ceil(demand[START - 1]), UNLIMITED_WAIT);
        double[] latency = new double[END - START];
        double[] weight = new double[END - START];
        long paid = 0;
        for (int step = START; step < END; step++) {
            double waitingBefore = fleet.waiting();
            fleet.advance(policy.target(demand, step, true, fleet), lead, demand[step]);
            double waiting = (waitingBefore + fleet.waiting()) / 2;
            latency[step - START] = seconds(demand[step], fleet.ready(), waiting);
            weight[step - START] = demand[step];
            paid += fleet.total();
        }
        return new Outcome(
                IntStream.range(0, latency.length).mapToDouble(i -> latency[i] * weight[i]).sum()
                        / Arrays.stream(weight).sum(),
                p99(latency, weight),
                paid / 60.0);
    }

    /**
     * Time to read the prompt, plus the backlog, plus the random queueing among that many replicas (Sakasegawa 1977, an
     * approximation for M/M/c).
     */
    private static double seconds(double demand, int ready, double waiting) {
        double queue = waiting / ready * STEP_SECONDS;
        double load = Math.min(0.99, demand / ready);
        double randomWait =
                Math.pow(load, Math.sqrt(2.0 * (ready + 1)) - 1)
                        / (ready * (1 - load))
                        * PROMPT_SECONDS;
        return PROMPT_SECONDS + queue + randomWait;
    }

    private static double p99(double[] latency, double[] weight) {
        double above = Arrays.stream(weight).sum() / 100;
        int[] slowestFirst =
                IntStream.range(0, latency.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -latency[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        for (int i : slowestFirst) {
            above -= weight[i];
            if (above <= 0) {
                return latency[i];
            }
        }
        throw new IllegalStateException("no demand at all");
    }
}
