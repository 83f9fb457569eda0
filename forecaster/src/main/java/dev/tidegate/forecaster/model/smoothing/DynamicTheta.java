package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;

/**
 * Dynamic optimised Theta (Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler 2016, section 3.2): simple exponential
 * smoothing plus a drift along a line fitted to all values so far, weighted by theta. The smoothing parameter, theta and
 * the initial level minimise the one-step squared error over the last {@code window} slots.
 */
public record DynamicTheta(int window) implements Model {
    private static final int MIN_WINDOW = 8;

    public DynamicTheta {
        if (window < MIN_WINDOW) {
            throw new IllegalArgumentException(
                    "window must be at least " + MIN_WINDOW + ", was " + window);
        }
    }

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public int minSlots(int variant) {
        return MIN_WINDOW;
    }

    @Override
    public int lookback() {
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
                        p -> lines.sumOfSquares(p[0], p[1], first + p[2] * scale),
                        new double[] {0.5, 0.5, 0},
                        new double[] {-0.3, 0.3, 0.1},
                        new double[] {0.1, 0, -1e9},
                        new double[] {0.99, 0.999, 1e9});
        State state = new State(found[0], found[1], first + found[2] * scale);
        for (double value : values) {
            state.observe(value);
        }
        KnownValues.observeTrailingGap(history, state);
        return state;
    }

    /** What the line adds to the next value, as its past values are discounted by smoothing. */
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
        private double[] path = new double[0]; // cached forecasts from here
        private int computed; // how many of them are valid

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

        double next() {
            double line = line(power, 1 - alpha, perAlpha, intercept, slope);
            return level + drift * line;
        }

        @Override
        public void observe(double value) {
            t++;
            level = alpha * value + (1 - alpha) * level;
            // Multiplied by reciprocals: these divisions do not wait for earlier results.
            double deviation = (value - mean) * (1.0 / t);
            mean += deviation;
            slope = t == 1 ? 0 : ((t - 2) * slope + 6 * deviation) * (1.0 / (t + 1));
            intercept = mean - (t + 1) / 2.0 * slope;
            power *= 1 - alpha;
            computed = 0;
        }

        @Override
        public void observeMissing() {
            observe(next());
        }

        @Override
        public double forecast(int variant, int steps) {
            if (steps > computed) {
                computed = Math.max(steps, path.length);
                path = path.length < computed ? new double[computed] : path;
                State ahead = new State(this);
                for (int h = 0; h < computed; h++) {
                    path[h] = ahead.next();
                    ahead.observe(path[h]);
                }
            }
            return path[steps - 1];
        }
    }

    /** The values and, for each, the line through all values before it, which all parameter sets share. */
    private static final class Lines {
        private static final int FIRST_SCORED = 3; // slots; lines through fewer are meaningless

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

        /** Sum of the squared one-step errors. */
        double sumOfSquares(double alpha, double drift, double first) {
            double kept = 1 - alpha;
            double perAlpha = 1 / alpha;
            double level = first;
            double power = 1;
            double sumOfSquares = 0;
            for (int t = 0; t < values.length; t++) {
                double line = line(power, kept, perAlpha, intercepts[t], slopes[t]);
                double error = values[t] - level - drift * line;
                sumOfSquares += t < FIRST_SCORED ? 0 : error * error;
                level = alpha * values[t] + kept * level;
                power *= kept;
            }
            return sumOfSquares;
        }
    }
}
