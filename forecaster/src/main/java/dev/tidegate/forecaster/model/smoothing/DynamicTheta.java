package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;

/**
 * Dynamic optimised Theta (Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler 2016, section 3.2): simple
 * exponential smoothing whose drift is a line fitted to all values so far, weighed by theta. The smoothing
 * parameter, theta and the first level have the least one-step squared error over the last {@code window} slots.
 */
public record DynamicTheta(int window) implements Model {
    private static final int LEAST = 8;

    public DynamicTheta {
        if (window < LEAST) {
            throw new IllegalArgumentException(
                    "window must be at least " + LEAST + ", was " + window);
        }
    }

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public int leastSlots(int variant) {
        return LEAST;
    }

    @Override
    public int looksBack() {
        return window;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        double[] values = KnownValues.last(history, window);
        double first = values[0];
        double scale = KnownValues.meanSize(values);
        Lines lines = new Lines(values);
        double[] found =
                Simplex.minimise(
                        p -> lines.squares(p[0], p[1], first + p[2] * scale),
                        new double[] {0.5, 0.5, 0},
                        new double[] {-0.3, 0.3, 0.1},
                        new double[] {0.1, 0, -1e9},
                        new double[] {0.99, 0.999, 1e9});
        State state = new State(found[0], found[1], first + found[2] * scale);
        for (double value : values) {
            state.observe(value);
        }
        KnownValues.passTrailingGap(history, state);
        return state;
    }

    /** What a line adds to the next value, its past weighed down by smoothing. */
    private static double line(
            double power, double kept, double perAlpha, double intercept, double slope) {
        return power * intercept + (1 - power * kept) * perAlpha * slope;
    }

    private static final class State implements FittedModel {
        private final double alpha;
        private final double perAlpha;
        private final double drift; // 1 - 1 / theta
        private double level;
        private double mean;
        private double slope; // B of the paper
        private double intercept; // A
        private double power = 1; // (1 - alpha)^t
        private int t;
        private double[] path = new double[0]; // what is foreseen from here
        private int pathLength; // how much of it stands

        State(double alpha, double drift, double level) {
            this.alpha = alpha;
            perAlpha = 1 / alpha;
            this.drift = drift;
            this.level = level;
        }

        private State(State other) {
            this(other.alpha, other.drift, other.level);
            mean = other.mean;
            slope = other.slope;
            intercept = other.intercept;
            power = other.power;
            t = other.t;
        }

        double foreseen() {
            double line = line(power, 1 - alpha, perAlpha, intercept, slope);
            return level + drift * line;
        }

        @Override
        public void observe(double value) {
            t++;
            level = alpha * value + (1 - alpha) * level;
            double away = (value - mean) * (1.0 / t); // divisions that wait for nothing
            mean += away;
            slope = t == 1 ? 0 : ((t - 2) * slope + 6 * away) * (1.0 / (t + 1));
            intercept = mean - (t + 1) / 2.0 * slope;
            power *= 1 - alpha;
            pathLength = 0;
        }

        @Override
        public void pass() {
            observe(foreseen());
        }

        @Override
        public double ahead(int variant, int steps) {
            if (steps > pathLength) {
                pathLength = Math.max(steps, path.length);
                path = path.length < pathLength ? new double[pathLength] : path;
                State ahead = new State(this);
                for (int h = 0; h < pathLength; h++) {
                    path[h] = ahead.foreseen();
                    ahead.observe(path[h]);
                }
            }
            return path[steps - 1];
        }
    }

    /** Values and the lines through all before each: what every set of parameters shares. */
    private static final class Lines {
        private static final int FIRST = 3; // lines through fewer say nothing

        private final double[] values;
        private final double[] intercepts;
        private final double[] slopes;

        Lines(double[] values) {
            this.values = values;
            intercepts = new double[values.length];
            slopes = new double[values.length];
            State state = new State(1, 0, 0);
            for (int t = 0; t < values.length; t++) {
                intercepts[t] = state.intercept;
                slopes[t] = state.slope;
                state.observe(values[t]);
            }
        }

        /** Of the one-step errors. */
        double squares(double alpha, double drift, double first) {
            double kept = 1 - alpha;
            double perAlpha = 1 / alpha;
            double level = first;
            double power = 1;
            double squares = 0;
            for (int t = 0; t < values.length; t++) {
                double line = line(power, kept, perAlpha, intercepts[t], slopes[t]);
                double error = values[t] - level - drift * line;
                squares += t < FIRST ? 0 : error * error;
                level = alpha * values[t] + kept * level;
                power *= kept;
            }
            return squares;
        }
    }
}
