package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.List;

/**
 * Forecasts what followed on the earlier days that were most similar to today so far, shifted to today's level: nearest
 * neighbours in a time series (Yakowitz 1987) at the same hours, as in the similar-day method of load forecasting. Days
 * are near when their distance from today varied little over the last hours; neighbours have tricube weights (Cleveland
 * 1979). The difference in level to each day is smoothed at a rate that rises when errors agree in sign (Trigg, Leach
 * 1967).
 *
 * @param day slots in a day
 * @param days number of earlier days that are compared
 */
public record NearestDays(int day, int days) implements Model {
    private static final int MIN_DAYS = 2;
    private static final int COMPARED_FRACTION = 4; // days are compared over a day divided by this
    private static final List<String> NAMES = List.of("nearest-days", "few-nearest-days");

    public NearestDays {
        if (day < 4) {
            throw new IllegalArgumentException("day must be at least 4 slots, was " + day);
        }
        if (days < MIN_DAYS) {
            throw new IllegalArgumentException(
                    "days must be at least " + MIN_DAYS + ", were " + days);
        }
    }

    @Override
    public String name() {
        return NAMES.get(0);
    }

    @Override
    public List<String> variants() {
        return NAMES;
    }

    @Override
    public int minSlots(int variant) {
        return MIN_DAYS * day + minCompared();
    }

    /** Slots over which two days must have been compared before one is used to forecast the other. */
    int minCompared() {
        return day / COMPARED_FRACTION;
    }

    @Override
    public int lookback() {
        return (days + 1) * day;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        int skipped = Math.max(0, history.size() - lookback());
        NearestDaysState state = new NearestDaysState(this, skipped);
        // Half a day of comparisons outlasts their memory.
        int compared = Math.max(skipped, history.size() - 2 * minCompared());
        for (int i = skipped; i < history.size(); i++) {
            if (i < compared && history.isKnown(i)) {
                state.append(history.value(i));
            } else {
                state.observe(history.at(i));
            }
        }
        state.share(past);
        return state;
    }
}
