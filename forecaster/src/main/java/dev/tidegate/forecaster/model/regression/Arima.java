package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;

/**
 * ARIMA(p, d, q) on the last {@code window} slots (Box, Jenkins 1970). Differences by the KPSS test; p and q up to
 * {@code mostLags} by AICc among those that are stationary and invertible (Hyndman, Khandakar 2008);
 * coefficients by two least squares (Hannan, Rissanen 1982), of which one set of normal equations serves all orders.
 */
public record Arima(int window, int mostLags, int mostDifferences) implements Model {
    private static final int LEAST = 40;

    public Arima {
        if (window < LEAST) {
            throw new IllegalArgumentException(
                    "window must be at least " + LEAST + ", was " + window);
        }
        if (mostLags < 1 || mostLags > 8) {
            throw new IllegalArgumentException("mostLags must lie in 1 to 8, was " + mostLags);
        }
        if (mostDifferences < 0 || mostDifferences > 2) {
            throw new IllegalArgumentException(
                    "mostDifferences must lie in 0 to 2, was " + mostDifferences);
        }
    }

    @Override
    public String name() {
        return "arima";
    }

    @Override
    public int leastSlots(int variant) {
        return LEAST;
    }

    @Override
    public boolean growsStale() {
        return true;
    }

    @Override
    public int looksBack() {
        return window;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        double[] values = KnownValues.last(history, window);
        int d = values.length < LEAST ? 0 : Kpss.differences(values, mostDifferences);
        double[] left = values;
        for (int i = 0; i < d; i++) {
            left = Kpss.difference(left);
        }
        // A drift that differences leave would run away over an hour; a level is kept.
        double mean = 0;
        for (int i = 0; d == 0 && i < left.length; i++) {
            mean += left[i] / left.length;
        }
        double[] centred = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            centred[i] = left[i] - mean;
        }
        Arma arma = HannanRissanen.fit(centred, mostLags);
        ArimaState state = new ArimaState(arma, d, mean);
        for (double value : values) {
            state.observe(value);
        }
        KnownValues.passTrailingGap(history, state);
        return state;
    }
}
