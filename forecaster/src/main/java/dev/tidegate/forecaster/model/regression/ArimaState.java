package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;

/** An ARIMA model as it stands: its last differenced values and errors, newest first. */
final class ArimaState implements FittedModel {
    private static final double LARGEST_ERROR = 6; // deviations, beyond which it is an outlier

    private final Arma arma;
    private final double mean;
    private final double[] values;
    private final double[] errors;
    private final double[] ends; // last value of the series and of its differences
    private int seen;
    private double[] path = new double[0]; // what is foreseen from here
    private int pathLength; // how much of it stands

    ArimaState(Arma arma, int differences, double mean) {
        this.arma = arma;
        this.mean = mean;
        values = new double[arma.ar.length];
        errors = new double[arma.ma.length];
        ends = new double[differences];
    }

    @Override
    public void pass() {
        observe(ahead(0, 1));
    }

    @Override
    public void observe(double value) {
        double left = value;
        for (int d = 0; d < ends.length; d++) {
            double before = ends[d];
            ends[d] = left;
            left = seen > d ? left - before : 0;
        }
        double most = LARGEST_ERROR * arma.deviation;
        double foreseen = next(values, errors);
        double error = seen < ends.length ? 0 : left - mean - foreseen;
        error = Math.max(-most, Math.min(most, error));
        push(errors, error);
        push(values, seen < ends.length ? 0 : foreseen + error);
        seen++;
        pathLength = 0;
    }

    private double next(double[] past, double[] pastErrors) {
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
    public double ahead(int variant, int steps) {
        if (steps > pathLength) {
            foresee(Math.max(steps, path.length));
        }
        return path[steps - 1];
    }

    private void foresee(int steps) {
        path = path.length < steps ? new double[steps] : path;
        int lags = values.length;
        double[] line = new double[lags + steps]; // of the last values, and on
        for (int i = 0; i < lags; i++) {
            line[lags - 1 - i] = values[i];
        }
        for (int h = 0; h < steps; h++) {
            double left = 0;
            for (int i = h; i < errors.length; i++) {
                left += arma.ma[i] * errors[i - h]; // errors to come are none
            }
            for (int i = lags - 1; i >= 0; i--) { // the newest last: it is waited for
                left += arma.ar[i] * line[lags + h - 1 - i];
            }
            line[lags + h] = left;
            path[h] = left + mean;
        }
        for (int d = ends.length - 1; d >= 0; d--) {
            double level = ends[d];
            for (int h = 0; h < steps; h++) {
                level += path[h];
                path[h] = level;
            }
        }
        pathLength = steps;
    }
}
