package dev.tidegate.forecaster.interval;

/**
 * How restless a series is: mean absolute step from slot to slot over a long and a short memory and by time of
 * day, and the usual size of its values. From these a {@link Spread} foresees how far values stray.
 */
public final class Noise {
    private static final double SMALLEST = 1e-9; // of the level, or of the unit where there is none
    private static final int LEAST_MEMORY = 30;
    private static final int SHORT_MEMORY = 12;
    private static final int PARTS_OF_DAY = 48;
    private static final int FEW = 10; // steps that count as much as the mean of all times of day
    private static final double LEAST_LEVEL = 0.05; // of the usual size
    private static final int OUTLASTS = 8; // memories that the largest value does

    private final double memory;
    private final double shortMemory;
    private final int day;
    private final float[] byTime; // mean absolute step in each part of the day
    private final int[] seen;
    private double restlessness;
    private double lately;
    private double size; // mean absolute value
    private double largest; // absolute value, fading
    private double last;
    private int count;
    private int slot;

    /**
     * Remembers for about {@code slots}.
     *
     * @param day slots in a day
     */
    public Noise(int slots, int day) {
        memory = 1 - Math.pow(0.5, 1.0 / Math.max(LEAST_MEMORY, slots));
        shortMemory = 1 - Math.pow(0.5, 1.0 / SHORT_MEMORY);
        this.day = day;
        byTime = new float[Math.min(PARTS_OF_DAY, day)];
        seen = new int[byTime.length];
    }

    /** Moves over a slot without a value. */
    public void pass() {
        slot++;
    }

    public void observe(double value) {
        if (count > 0) {
            double step = Math.abs(value - last);
            double few = 1.0 / count;
            restlessness += Math.max(memory, few) * (step - restlessness);
            lately += Math.max(shortMemory, few) * (step - lately);
            int part = part(slot);
            seen[part]++;
            double weight = Math.max(Math.min(1, memory * byTime.length / 4), 1.0 / seen[part]);
            byTime[part] += (float) (weight * (step - byTime[part]));
        }
        count++;
        largest = Math.max(Math.abs(value), largest * (1 - memory / OUTLASTS));
        size += Math.max(memory, 1.0 / count) * (Math.abs(value) - size);
        last = value;
        slot++;
    }

    /** Mean absolute step; above zero, as all below. */
    public double usual() {
        return held(restlessness);
    }

    /** The largest absolute value of late, also after a weekend of rest. */
    public double largest() {
        return largest;
    }

    /** The newest value; 0 before any. */
    public double newest() {
        return last;
    }

    /** Mean absolute step of the last slots. */
    double lately() {
        return held(lately);
    }

    /** Mean absolute step at the time of day of the slot {@code ahead}. */
    double atTimeOf(int ahead) {
        int part = part(slot + ahead - 1);
        double few = FEW * restlessness;
        return held((byTime[part] * (double) seen[part] + few) / (seen[part] + FEW));
    }

    /** A foreseen level, held off zero. */
    double level(double foreseen) {
        return held(Math.max(Math.abs(foreseen), LEAST_LEVEL * size));
    }

    private double held(double noise) {
        return Math.max(noise, SMALLEST * Math.max(1, size));
    }

    private int part(int of) {
        return (int) ((long) (of % day) * byTime.length / day);
    }
}
