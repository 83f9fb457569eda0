package dev.tidegate.forecaster.neural;

import dev.tidegate.forecaster.series.Horizons;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;

/**
 * Encodes a moment of a series as the network's input: a window of its values and of those a day before, as distances
 * from the window's mean in units of their mean distance from it, and the time of day and week. The encoding is
 * invariant to shift and scale, so forecasts shift and scale with the series, and a constant forecasts itself.
 */
record WindowEncoder(Duration step, int window, Horizons horizons) {
    /** Inputs per slot: value, value a day before, and time of day and week as sine and cosine. */
    static final int INPUTS = 6;

    private static final double MAX_DISTANCE = 8; // units: a flash crowd must not drown the rest
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** An encoded window: the newest value, the unit of the outputs, and the inputs. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Window(double newest, double unit, float[] inputs, float[] growth) {
        /** Distance of a value from the newest one, in units. */
        double distance(double value) {
            return clip((value - newest) / unit);
        }
    }

    /** Slots in a day, or in the window where a day is not a usable number of slots. */
    int day() {
        long slots = DAY.dividedBy(step);
        return slots >= 2 && slots <= 100_000 ? (int) slots : window;
    }

    /** Number of trailing slots that {@link #encode} may ask for. */
    int depth() {
        return day() + window;
    }

    /**
     * @param ago value by slots before the newest one, which is 0
     * @param newest start of the newest slot
     */
    Window encode(IntToDoubleFunction ago, Instant newest) {
        double mean = 0;
        for (int back = 0; back < window; back++) {
            mean += ago.applyAsDouble(back) / window;
        }
        double unit = unit(ago, mean);
        double scale = unit > 0 ? unit : 1; // a constant has only zero distances
        float[] inputs = new float[window * INPUTS];
        for (int t = 0; t < window; t++) {
            int back = window - 1 - t;
            long at = newest.getEpochSecond() - step.toMillis() * back / 1_000;
            int to = t * INPUTS;
            inputs[to] = (float) clip((ago.applyAsDouble(back) - mean) / scale);
            inputs[to + 1] = (float) clip((ago.applyAsDouble(back + day()) - mean) / scale);
            circle(at, DAY, inputs, to + 2);
            circle(at, WEEK, inputs, to + 4);
        }
        float[] growth = new float[horizons.nodes()];
        for (int node = 0; node < growth.length; node++) {
            int ahead = horizons.slotsAhead(node);
            if (ahead <= day()) {
                double then = ago.applyAsDouble(day() - ahead);
                growth[node] = (float) clip((then - ago.applyAsDouble(day())) / scale);
            }
        }
        return new Window(ago.applyAsDouble(0), unit, inputs, growth);
    }

    /** Mean distance from the mean, over the window and over the slots around and after it a day before. */
    private double unit(IntToDoubleFunction ago, double mean) {
        int last = Math.max(0, day() - horizons.steps());
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

    private static double clip(double units) {
        return Math.max(-MAX_DISTANCE, Math.min(MAX_DISTANCE, units));
    }

    private static void circle(long at, Duration period, float[] inputs, int to) {
        double angle = 2 * Math.PI * (at % period.toSeconds()) / period.toSeconds();
        inputs[to] = (float) Math.sin(angle);
        inputs[to + 1] = (float) Math.cos(angle);
    }
}
