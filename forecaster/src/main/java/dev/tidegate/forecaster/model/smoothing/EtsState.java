package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;

/** Exponential smoothing as it stands: level, trend and a ring of seasons. */
final class EtsState implements FittedModel {
    private static final double SMALLEST = 1e-9; // of the first level, for what divides

    private final boolean multiplies;
    private final double alpha;
    private final double beta;
    private final double phi;
    private final double gamma;
    private final double[] season; // empty without; next is the coming slot's
    private final double floor;
    private double level;
    private double trend;
    private double foreseen;
    private int next;

    private EtsState(
            boolean multiplies, double[] parameters, double level, double[] season, double floor) {
        this.multiplies = multiplies;
        alpha = parameters[0];
        beta = parameters[0] * parameters[1];
        phi = parameters[2];
        gamma = parameters[3] * (1 - parameters[0]);
        this.level = level;
        this.season = season;
        this.floor = floor;
    }

    static EtsState start(EtsForm form, int period, double[] parameters, double[] values) {
        int first = form.seasonal() ? period : Math.min(10, values.length);
        double level = mean(values, 0, first);
        double[] season = new double[form.seasonal() ? period : 0];
        if (form.seasonal()) {
            double second = mean(values, period, 2 * period);
            for (int i = 0; i < period; i++) {
                season[i] =
                        form.multiplies()
                                ? (values[i] / level + values[i + period] / second) / 2
                                : (values[i] - level + values[i + period] - second) / 2;
            }
        }
        double floor = SMALLEST * Math.abs(level) + Double.MIN_NORMAL;
        return new EtsState(form.multiplies(), parameters, level, season, floor);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] / (to - from);
        }
        return sum;
    }

    /** Moves on, and says the error: relative to what was foreseen where errors multiply. */
    double take(double value) {
        double base = level + phi * trend;
        double index = season.length == 0 ? 0 : season[next];
        double error;
        if (multiplies) {
            base = Math.max(floor, base);
            foreseen = Math.max(floor, base * index);
            error = (value - foreseen) / foreseen;
            level = base * (1 + alpha * error);
            trend = phi * trend + beta * base * error;
            season[next] = Math.max(SMALLEST, index * (1 + gamma * error));
        } else {
            foreseen = base + index;
            error = value - foreseen;
            level = base + alpha * error;
            trend = phi * trend + beta * error;
            if (season.length > 0) {
                season[next] += gamma * error;
            }
        }
        turn();
        return error;
    }

    double lastForeseen() {
        return foreseen;
    }

    @Override
    public void observe(double value) {
        take(value);
    }

    /** A gap says nothing about the trend, which would run away over a long one. */
    @Override
    public void pass() {
        trend = phi * trend;
        level += phi < 1 ? trend : 0;
        turn();
    }

    private void turn() {
        if (season.length > 0) {
            next = (next + 1) % season.length;
        }
    }

    @Override
    public double ahead(int variant, int steps) {
        double damped = phi < 1 ? phi * (1 - Math.pow(phi, steps)) / (1 - phi) : steps;
        double base = level + damped * trend;
        if (season.length == 0) {
            return base;
        }
        double index = season[(next + steps - 1) % season.length];
        return multiplies ? Math.max(floor, base) * index : base + index;
    }
}
