package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;

/**
 * ARIMA(p, d, q) on the last {@code window} slots (Box, Jenkins 1970). The number of differences is chosen by the KPSS
 * test; p and q up to {@code maxLags} by AICc among stationary and invertible models (Hyndman, Khandakar 2008);
 * coefficients by two-stage least squares (Hannan, Rissanen 1982), with one set of normal equations for all orders.
 */
public record Arima(int window, int maxLags, int maxDifferences) implements Model {
    private static final int MIN_SLOTS = 40;

    public Arima {
        if (window < MIN_SLOTS) {
            throw new IllegalArgumentException(
                    "window must be at least " + MIN_SLOTS + ", was " + window);
        }
        if (maxLags < 1 || maxLags > 8) {
            throw new IllegalArgumentException("maxLags must lie in 1 to 8, was " + maxLags);
        }
        if (maxDifferences < 0 || maxDifferences > 2) {
            throw new IllegalArgumentException(
                    "maxDifferences must lie in 0 to 2, was " + maxDifferences);
        }
    }

    @Override
    public String name() {
        return "arima";
    }

    @Override
    public int minSlots(int variant) {
        return MIN_SLOTS;
    }

    @Override
    public boolean needsRefit() {
        return true;
    }

    @Override
    public int lookback() {
        return window;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        double[] values = KnownValues.last(history, window);
        int d = values.length < MIN_SLOTS ? 0 : Kpss.differences(values, maxDifferences);
        double[] differenced = values;
        for (int i = 0; i < d; i++) {
            differenced = Kpss.difference(differenced);
        }
        // Only without differencing: a drift left by differencing would run away over an hour.
        double mean = 0;
        for (int i = 0; d == 0 && i < differenced.length; i++) {
            mean += differenced[i] / differenced.length;
        }
        double[] centred = new double[differenced.length];
        for (int i = 0; i < differenced.length; i++) {
            centred[i] = differenced[i] - mean;
        }
        Arma arma = HannanRissanen.fit(centred, maxLags);
        ArimaState state = new ArimaState(arma, d, mean);
        for (double value : values) {
            state.observe(value);
        }
        KnownValues.observeTrailingGap(history, state);
        return state;
    }
}
