package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;

/**
 * Exponential smoothing selected by AICc (Hyndman, Koehler, Snyder, Grose 2002): simple, Holt's, damped, and with a
 * season the additive and multiplicative forms of Holt and Winters, with and without damped trend. Smoothing parameters
 * maximise the likelihood over the last {@code window} slots; initial states are the usual heuristics from the first
 * seasons.
 *
 * @param period slots in a season; 1 for none
 * @param window slots that are fitted, but at least three seasons
 */
public record Ets(int period, int window) implements Model {
    private static final int MIN_SLOTS = 10;

    public Ets {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, was " + period);
        }
        if (window < MIN_SLOTS) {
            throw new IllegalArgumentException(
                    "window must be at least " + MIN_SLOTS + ", was " + window);
        }
    }

    @Override
    public String name() {
        return period == 1 ? "ets" : "ets-" + period;
    }

    @Override
    public int minSlots(int variant) {
        return Math.max(MIN_SLOTS, period == 1 ? 1 : 2 * period);
    }

    @Override
    public boolean needsRefit() {
        return true;
    }

    @Override
    public int lookback() {
        return Math.max(window, 3 * period);
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        double[] values = KnownValues.last(history, lookback());
        boolean positive = Arrays.stream(values).allMatch(v -> v > 0);
        EtsFit best = EtsFit.of(EtsForm.SIMPLE, period, values);
        for (EtsForm form : EtsForm.values()) {
            boolean fits = !form.seasonal() || (period > 1 && values.length >= 2 * period);
            if (form != EtsForm.SIMPLE && fits && (positive || !form.isMultiplicative())) {
                EtsFit candidate = EtsFit.of(form, period, values);
                best = candidate.criterion() < best.criterion() ? candidate : best;
            }
        }
        EtsState state = best.state(values);
        KnownValues.observeTrailingGap(history, state);
        return state;
    }
}
