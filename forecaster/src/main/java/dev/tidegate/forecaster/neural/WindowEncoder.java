package dev.tidegate.forecaster.neural;

import dev.tidegate.forecaster.series.Horizons;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;

/**
 * What the network sees of a series at one moment: a window of its values and of those a day before, as distances
 * from the window's mean in units of their mean distance from it, and the time of the day and of the week. Nothing of it
 * changes when all values are multiplied or moved, so forecasts scale and move as the series does, and a constant
 * forecasts itself.
 */
record WindowEncoder(Duration step, int window, Horizons reach) {
    /** Numbers a slot: value, a day before, and time as two circles. */
    static final int INPUTS = 6;

    private static final double FARTHEST = 8; // units: a flash crowd must not drown the rest
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** One moment: the newest value, and the unit of what is said of the values to come. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Seen(double last, double unit, float[] inputs, float[] growth) {
        /** How far a value lies from the last one, in units. */
        double distance(double value) {
            return clipped((value - last) / unit);
        }
    }

    /** Slots of a day; those of the window where a day is no fair number of slots. */
    int day() {
        long slots = DAY.dividedBy(step);
        return slots >= 2 && slots <= 100_000 ? (int) slots : window;
    }

    /** Slots of history that {@link #encode} may ask for. */
    int depth() {
        return day() + window;
    }

    /**
     * @param ago value of the slot so many before the newest, which is 0
     * @param newest start of the newest slot
     */
    Seen encode(IntToDoubleFunction ago, Instant newest) {
        double mean = 0;
        for (int back = 0; back < window; back++) {
            mean += ago.applyAsDouble(back) / window;
        }
        double unit = unit(ago, mean);
        double scale = unit > 0 ? unit : 1; // of a constant all distances are zero
        float[] inputs = new float[window * INPUTS];
        for (int t = 0; t < window; t++) {
            int back = window - 1 - t;
            long at = newest.getEpochSecond() - step.toMillis() * back / 1_000;
            int to = t * INPUTS;
            inputs[to] = (float) clipped((ago.applyAsDouble(back) - mean) / scale);
            inputs[to + 1] = (float) clipped((ago.applyAsDouble(back + day()) - mean) / scale);
            circle(at, DAY, inputs, to + 2);
            circle(at, WEEK, inputs, to + 4);
        }
        float[] growth = new float[reach.nodes()];
        for (int node = 0; node < growth.length; node++) {
            int ahead = reach.ahead(node);
            if (ahead <= day()) {
                double then = ago.applyAsDouble(day() - ahead);
                growth[node] = (float) clipped((then - ago.applyAsDouble(day())) / scale);
            }
        }
        return new Seen(ago.applyAsDouble(0), unit, inputs, growth);
    }

    /** Mean distance from the mean, of the window and of what came around it and after it a day before. */
    private double unit(IntToDoubleFunction ago, double mean) {
        int last = Math.max(0, day() - reach.steps());
        double sum = 0;
        int count = 0;
        for (int back = 0; back < depth(); back++) {
            if (back < window || back >= last) {
                sum += Math.abs(ago.applyAsDouble(back) - mean);
                count++;
            }
        }
        return sum / count;
    }

    private static double clipped(double units) {
        return Math.max(-FARTHEST, Math.min(FARTHEST, units));
    }

    private static void circle(long at, Duration period, float[] inputs, int to) {
        double part = 2 * Math.PI * (at % period.toSeconds()) / period.toSeconds();
        inputs[to] = (float) Math.sin(part);
        inputs[to + 1] = (float) Math.cos(part);
    }
}
