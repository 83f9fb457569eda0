package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;

/**
 * Exponential smoothing with a damped trend (Gardner, McKenzie 1985), of which simple smoothing is the case without
 * trend. Several pairs of smoothing parameters are updated in parallel, and the pair with the smallest discounted
 * one-step error makes the forecast, so that no refit is needed.
 *
 * @param memory half-life of an error, in slots
 */
public record DampedTrend(int memory) implements Model {
    static final double DAMPING = 0.9;

    private static final double[] LEVELS = {0.05, 0.05, 0.2, 0.2, 0.45, 0.45, 0.75, 0.75, 1, 1};
    private static final double[] TRENDS = {0, 0.005, 0, 0.02, 0, 0.045, 0, 0.075, 0, 0.1};
    private static final double[] SUMS = sums();
    private static final int FIT_MEMORIES = 4; // half-lives, after which an error is negligible
    private static final double MAX_ERROR = 6; // in mean absolute errors; larger ones are outliers

    public DampedTrend {
        if (memory < 1) {
            throw new IllegalArgumentException("memory must be at least 1, was " + memory);
        }
    }

    @Override
    public String name() {
        return "damped-trend";
    }

    @Override
    public int minSlots(int variant) {
        return 4;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        State state = new State(memory);
        for (int i = Math.max(0, history.size() - FIT_MEMORIES * memory); i < history.size(); i++) {
            state.observe(history.at(i));
        }
        return state;
    }

    /** Sum of the first {@code steps} powers of the damping. */
    static double dampedSteps(int steps) {
        return steps < SUMS.length ? SUMS[steps] : SUMS[SUMS.length - 1];
    }

    private static double[] sums() {
        double[] sums = new double[400]; // later powers are negligible
        double power = 1;
        for (int h = 1; h < sums.length; h++) {
            power *= DAMPING;
            sums[h] = sums[h - 1] + power;
        }
        return sums;
    }

    /** All parameter pairs side by side. */
    static final class State implements FittedModel {
        private final double discount;
        private final double[] level = new double[LEVELS.length];
        private final double[] trend = new double[level.length];
        private final double[] loss = new double[level.length];
        private boolean started;
        private double meanError;
        private int best;

        State(int memory) {
            discount = Math.pow(0.5, 1.0 / memory);
        }

        @Override
        public void observeMissing() {
            for (int i = 0; i < level.length; i++) {
                trend[i] *= DAMPING;
                level[i] += trend[i];
            }
        }

        @Override
        public void observe(double value) {
            if (!started) {
                Arrays.fill(level, value);
                started = true;
                return;
            }
            double bestError = Math.abs(value - level[best] - DAMPING * trend[best]);
            meanError += (bestError - meanError) * (meanError == 0 ? 1 : 0.02);
            double cap = MAX_ERROR * meanError;
            for (int i = 0; i < level.length; i++) {
                double slope = DAMPING * trend[i];
                double forecast = level[i] + slope;
                double error = value - forecast;
                double capped = Math.min(Math.abs(error), cap);
                loss[i] = discount * loss[i] + capped * capped;
                level[i] = forecast + LEVELS[i] * error;
                trend[i] = slope + TRENDS[i] * error;
            }
            for (int j = 0; j < loss.length; j++) {
                if (loss[j] < loss[best]) {
                    best = j;
                }
            }
        }

        @Override
        public double forecast(int variant, int steps) {
            return level[best] + dampedSteps(steps) * trend[best];
        }
    }
}
