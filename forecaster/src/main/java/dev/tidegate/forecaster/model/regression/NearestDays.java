package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.List;

/**
 * What came next on the earlier days that were most like today until now, moved to today's level: nearest neighbours of a time
 * series (Yakowitz 1987) among the same hours, the similar days of load forecasting. Near are days whose distance from today
 * varied little over the last hours; neighbours have tricube weights (Cleveland 1979). Today's level beside
 * each day's follows at a rate that rises as errors agree in sign (Trigg, Leach 1967).
 *
 * @param day slots in a day
 * @param days looked at, the last ones
 */
public record NearestDays(int day, int days) implements Model {
    private static final int LEAST_DAYS = 2;
    private static final int COMPARED =
            4; // part of a day over which two days must have been compared
    private static final List<String> NAMES = List.of("nearest-days", "few-nearest-days");

    public NearestDays {
        if (day < 4) {
            throw new IllegalArgumentException("day must be at least 4 slots, was " + day);
        }
        if (days < LEAST_DAYS) {
            throw new IllegalArgumentException(
                    "days must be at least " + LEAST_DAYS + ", were " + days);
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
    public int leastSlots(int variant) {
        return LEAST_DAYS * day + compared();
    }

    /** Slots over which two days are compared before either says anything of the other. */
    int compared() {
        return day / COMPARED;
    }

    @Override
    public int looksBack() {
        return (days + 1) * day;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        int skipped = Math.max(0, history.size() - looksBack());
        NearestDaysState state = new NearestDaysState(this, skipped);
        // By half a day of comparisons what was before is forgotten.
        int compared = Math.max(skipped, history.size() - 2 * compared());
        for (int i = skipped; i < history.size(); i++) {
            if (i < compared && history.isKnown(i)) {
                state.hold(history.value(i));
            } else {
                state.observe(history.at(i));
            }
        }
        state.share(past);
        return state;
    }
}
