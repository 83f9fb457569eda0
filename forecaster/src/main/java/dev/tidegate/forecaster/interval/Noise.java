package dev.tidegate.forecaster.interval;

/**
 * How far values are expected to stray from a forecast: the geometric mean of how restless the series has been
 * and of the level foreseen, so that errors of quiet and busy hours can stand in one window.
 */
public final class Noise {
    private static final double SMALLEST = 1e-9; // of the level, or of the unit where there is none

    private final double memory;
    private double restlessness; // mean absolute step from slot to slot
    private double size; // mean absolute value
    private double last;
    private int count;

    /** Remembers for about {@code slots}. */
    public Noise(int slots) {
        memory = 1 - Math.pow(0.5, 1.0 / Math.max(30, slots));
    }

    public void observe(double value) {
        if (count > 0) {
            double weight = Math.max(memory, 1.0 / count);
            restlessness += weight * (Math.abs(value - last) - restlessness);
        }
        count++;
        size += Math.max(memory, 1.0 / count) * (Math.abs(value) - size);
        last = value;
    }

    /** Noise around a forecast of {@code level}; above zero. */
    public double around(double level) {
        double foreseen = Math.max(Math.abs(level), 0.05 * size);
        return Math.max(Math.sqrt(restlessness * foreseen), SMALLEST * Math.max(1, size));
    }
}
