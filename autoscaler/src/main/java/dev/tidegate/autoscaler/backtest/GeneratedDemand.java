package dev.tidegate.autoscaler.backtest;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/**
 * Demand generated from a seed, three weeks of five minutes: for trying things without a trace, and for reproducible figures.
 * Counts of independent callers around a mean that drifts slowly.
 */
public enum GeneratedDemand {
    /** High by day, low by night, every day alike. */
    DAILY(0.7, 1, 0, 0),
    /** The same, with quiet weekends. */
    WEEKLY(0.7, 0.55, 0, 0),
    /** A weak daily season, and bursts that start without warning and decay. */
    BURSTY(0.25, 0.9, 1.5, 0.9);

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int SLOTS_A_DAY = 288;
    private static final int DAYS = 21;
    private static final double MEAN = 3_000;
    private static final double LEVEL_NOISE = 0.01;
    private static final double LEVEL_DECAY = 0.995;

    private final double swing; // amplitude of the logarithm
    private final double weekend; // relative to a weekday
    private final double burstsADay;
    private final double burstDecay; // share of a burst that remains after each slot

    GeneratedDemand(double swing, double weekend, double burstsADay, double burstDecay) {
        this.swing = swing;
        this.weekend = weekend;
        this.burstsADay = burstsADay;
        this.burstDecay = burstDecay;
    }

    /** The series for this seed, the same on every machine. */
    public Series series(long seed) {
        Random random = new Random(seed);
        double[] counts = new double[DAYS * SLOTS_A_DAY];
        double level = 0;
        double burst = 0;
        for (int i = 0; i < counts.length; i++) {
            level = LEVEL_DECAY * level + LEVEL_NOISE * random.nextGaussian();
            boolean bursts = random.nextDouble() < burstsADay / SLOTS_A_DAY;
            burst = burstDecay * burst + (bursts ? StrictMath.exp(random.nextGaussian()) : 0);
            double mean = MEAN * StrictMath.exp(level) * (season(i) + burst);
            counts[i] = Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return Series.of(START, STEP, counts);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT); // as shown in help, completion and messages
    }

    private double season(int slot) {
        double ofDay = StrictMath.sin(2 * Math.PI * (slot % SLOTS_A_DAY) / SLOTS_A_DAY);
        boolean isWeekend = slot / SLOTS_A_DAY % 7 >= 5;
        return StrictMath.exp(swing * ofDay) * (isWeekend ? weekend : 1);
    }
}
