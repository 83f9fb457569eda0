package dev.tidegate.autoscaler.shadow.signal;

/** Level and slope by double exponential smoothing (Holt 1957). Not thread-safe. */
final class Trend {
    private static final double ALPHA = 0.5;
    private static final double BETA = 0.2;

    private double level;
    private double slope;
    private boolean begun;

    void add(double value) {
        if (!begun) {
            level = value;
            begun = true;
            return;
        }
        double next = ALPHA * value + (1 - ALPHA) * (level + slope);
        slope = BETA * (next - level) + (1 - BETA) * slope;
        level = next;
    }

    /** The value so many steps from the last, never below zero. */
    double ahead(int steps) {
        return Math.max(0, level + slope * steps);
    }
}
