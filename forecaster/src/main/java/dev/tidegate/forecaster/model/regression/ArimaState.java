package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;

/** The state of an ARIMA model: its last differenced values and errors, newest first. */
final class ArimaState implements FittedModel {
    private static final double MAX_ERROR = 6; // in standard deviations; larger ones are outliers

    private final Arma arma;
    private final double mean;
    private final double[] values;
    private final double[] errors;
    private final double[] ends; // last value of the series and of each difference
    private int count;
    private double[] path = new double[0]; // cached forecasts from here
    private int computed; // how many of them are valid

    ArimaState(Arma arma, int differences, double mean) {
        this.arma = arma;
        this.mean = mean;
        values = new double[arma.ar.length];
        errors = new double[arma.ma.length];
        ends = new double[differences];
    }

    @Override
    public void observeMissing() {
        observe(forecast(0, 1));
    }

    @Override
    public void observe(double value) {
        double differenced = value;
        for (int d = 0; d < ends.length; d++) {
            double previous = ends[d];
            ends[d] = differenced;
            differenced = count > d ? differenced - previous : 0;
        }
        double limit = MAX_ERROR * arma.deviation;
        double forecast = oneStepForecast(values, errors);
        double error = count < ends.length ? 0 : differenced - mean - forecast;
        error = Math.max(-limit, Math.min(limit, error));
        push(errors, error);
        push(values, count < ends.length ? 0 : forecast + error);
        count++;
        computed = 0;
    }

    private double oneStepForecast(double[] past, double[] pastErrors) {
        double sum = 0;
        for (int i = 0; i < past.length; i++) {
            sum += arma.ar[i] * past[i];
        }
        for (int i = 0; i < pastErrors.length; i++) {
            sum += arma.ma[i] * pastErrors[i];
        }
        return sum;
    }

    private static void push(double[] newestFirst, double value) {
        if (newestFirst.length > 0) {
            for (int i = newestFirst.length - 1; i > 0; i--) {
                newestFirst[i] = newestFirst[i - 1];
            }
            newestFirst[0] = value;
        }
    }

    @Override
    public double forecast(int variant, int steps) {
        if (steps > computed) {
            computePath(Math.max(steps, path.length));
        }
        return path[steps - 1];
    }

    private void computePath(int steps) {
        path = path.length < steps ? new double[steps] : path;
        int lags = values.length;
        double[] extended = new double[lags + steps]; // the last values, then the forecasts
        for (int i = 0; i < lags; i++) {
            extended[lags - 1 - i] = values[i];
        }
        for (int h = 0; h < steps; h++) {
            double differenced = 0;
            for (int i = h; i < errors.length; i++) {
                differenced += arma.ma[i] * errors[i - h]; // future errors are zero
            }
            for (int i = lags - 1; i >= 0; i--) { // newest last: it is the one just computed
                differenced += arma.ar[i] * extended[lags + h - 1 - i];
            }
            extended[lags + h] = differenced;
            path[h] = differenced + mean;
        }
        for (int d = ends.length - 1; d >= 0; d--) {
            double level = ends[d];
            for (int h = 0; h < steps; h++) {
                level += path[h];
                path[h] = level;
            }
        }
        computed = steps;
    }
}
