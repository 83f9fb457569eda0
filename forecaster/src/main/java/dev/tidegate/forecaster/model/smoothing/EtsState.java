package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;

/** The state of an exponential smoothing model: level, trend and a ring of seasonal indices. */
final class EtsState implements FittedModel {
    private static final double MIN_FACTOR = 1e-9; // of the initial level: lower bound of divisors

    private final boolean isMultiplicative;
    private final double alpha;
    private final double beta;
    private final double phi;
    private final double gamma;
    private final double[] season; // ring, empty without a season; next is the coming slot's
    private final double floor;
    private double level;
    private double trend;
    private double lastForecast;
    private int next;

    private EtsState(
            boolean isMultiplicative,
            double[] parameters,
            double level,
            double[] season,
            double floor) {
        this.isMultiplicative = isMultiplicative;
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
                        form.isMultiplicative()
                                ? (values[i] / level + values[i + period] / second) / 2
                                : (values[i] - level + values[i + period] - second) / 2;
            }
        }
        double floor = MIN_FACTOR * Math.abs(level) + Double.MIN_NORMAL;
        return new EtsState(form.isMultiplicative(), parameters, level, season, floor);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] / (to - from);
        }
        return sum;
    }

    /** Updates the state and returns the error, which is relative to the forecast where errors are multiplicative. */
    double update(double value) {
        double base = level + phi * trend;
        double index = season.length == 0 ? 0 : season[next];
        double error;
        if (isMultiplicative) {
            base = Math.max(floor, base);
            lastForecast = Math.max(floor, base * index);
            error = (value - lastForecast) / lastForecast;
            level = base * (1 + alpha * error);
            trend = phi * trend + beta * base * error;
            season[next] = Math.max(MIN_FACTOR, index * (1 + gamma * error));
        } else {
            lastForecast = base + index;
            error = value - lastForecast;
            level = base + alpha * error;
            trend = phi * trend + beta * error;
            if (season.length > 0) {
                season[next] += gamma * error;
            }
        }
        advance();
        return error;
    }

    double lastForecast() {
        return lastForecast;
    }

    @Override
    public void observe(double value) {
        update(value);
    }

    /** Damps the trend only if it is damped: over a long gap an undamped trend would run away. */
    @Override
    public void observeMissing() {
        trend = phi * trend;
        level += phi < 1 ? trend : 0;
        advance();
    }

    private void advance() {
        if (season.length > 0) {
            next = (next + 1) % season.length;
        }
    }

    @Override
    public double forecast(int variant, int steps) {
        double trendSteps = phi < 1 ? phi * (1 - Math.pow(phi, steps)) / (1 - phi) : steps;
        double base = level + trendSteps * trend;
        if (season.length == 0) {
            return base;
        }
        double index = season[(next + steps - 1) % season.length];
        return isMultiplicative ? Math.max(floor, base) * index : base + index;
    }
}
