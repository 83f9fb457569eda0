package dev.tidegate.autoscaler.backtest;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/**
 * Demand made from a seed, three weeks of five minutes: for a look without a trace, and for figures that anyone
 * can remake. Counts of independent callers around a mean that wanders by itself.
 */
public enum GeneratedDemand {
    /** Busy by day, quiet by night, every day alike. */
    DAILY(0.7, 1, 0, 0),
    /** The same, with quiet weekends. */
    WEEKLY(0.7, 0.55, 0, 0),
    /** A weak daily season, and bursts that come without warning and die down. */
    BURSTY(0.25, 0.9, 1.5, 0.9);

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int DAY = 288;
    private static final int DAYS = 21;
    private static final double MEAN = 3_000;
    private static final double WANDERING = 0.01;
    private static final double RETURNING = 0.995;

    private final double swing; // of the logarithm, up and down
    private final double weekend; // share of a weekday
    private final double burstsADay;
    private final double dyingDown; // what a burst keeps from slot to slot

    GeneratedDemand(double swing, double weekend, double burstsADay, double dyingDown) {
        this.swing = swing;
        this.weekend = weekend;
        this.burstsADay = burstsADay;
        this.dyingDown = dyingDown;
    }

    /** The series of this seed, the same on every machine. */
    public Series series(long seed) {
        Random random = new Random(seed);
        double[] counts = new double[DAYS * DAY];
        double level = 0;
        double burst = 0;
        for (int i = 0; i < counts.length; i++) {
            level = RETURNING * level + WANDERING * random.nextGaussian();
            boolean bursts = random.nextDouble() < burstsADay / DAY;
            burst = dyingDown * burst + (bursts ? StrictMath.exp(random.nextGaussian()) : 0);
            double mean = MEAN * StrictMath.exp(level) * (season(i) + burst);
            counts[i] = Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return Series.of(START, STEP, counts);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT); // as help, completion and messages have it
    }

    private double season(int slot) {
        double ofDay = StrictMath.sin(2 * Math.PI * (slot % DAY) / DAY);
        boolean isWeekend = slot / DAY % 7 >= 5;
        return StrictMath.exp(swing * ofDay) * (isWeekend ? weekend : 1);
    }
}
