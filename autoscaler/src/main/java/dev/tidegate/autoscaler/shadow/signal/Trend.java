package dev.tidegate.autoscaler.shadow.signal;

/** Level and slope by double exponential smoothing (Holt 1957). Not thread-safe. */
final class Trend {
    private static final double ALPHA = 0.5;
    private static final double BETA = 0.2;

    private double level;
    private double slope;
    private boolean started;

    void add(double value) {
        if (!started) {
            level = value;
            started = true;
            return;
        }
        double next = ALPHA * value + (1 - ALPHA) * (level + slope);
        slope = BETA * (next - level) + (1 - BETA) * slope;
        level = next;
    }

    /** The forecast {@code steps} ahead, never below zero. */
    double forecast(int steps) {
        return Math.max(0, level + slope * steps);
    }
}
