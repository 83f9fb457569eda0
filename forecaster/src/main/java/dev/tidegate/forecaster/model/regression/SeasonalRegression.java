package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;
import java.util.List;

/**
 * Direct regression of the value some slots ahead on recent values and on the same time of earlier days and weeks
 * (direct multi-step forecasting: Marcellino, Stock, Watson 2006), by ridge least squares with exponential forgetting
 * (Hoerl, Kennard 1970). All regressors are differences, so that forecasts follow a level shift. Outliers (Huber 1964)
 * and noisy times weigh less.
 *
 * <p>Three nested variants share the normal equations: recent values only, with the day, with the week.
 *
 * @param day slots in the shorter season
 * @param week slots in the longer season, a multiple of {@code day}
 * @param horizon how far ahead it can forecast
 */
public record SeasonalRegression(int day, int week, int horizon) implements Model {
    /** Indices of the variants. */
    static final int RECENT = 0;

    static final int DAY = 1;
    static final int WEEK = 2;

    private static final int NODES = 4; // horizons that have their own equations
    private static final List<String> NAMES =
            List.of("recent-regression", "day-regression", "week-regression");

    public SeasonalRegression {
        if (day < 4 || week < 2 * day || week % day != 0) {
            throw new IllegalArgumentException(
                    "day must be at least 4 slots and week a multiple, were " + day + ", " + week);
        }
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be at least 1, was " + horizon);
        }
    }

    @Override
    public String name() {
        return "seasonal-regression";
    }

    @Override
    public List<String> variants() {
        return NAMES;
    }

    @Override
    public int minSlots(int variant) {
        int lag = LagRegressors.lookback(day, week, horizon, variant);
        return lag + Math.max(40, day / 2) + horizon;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        RegressionState state =
                new RegressionState(this, new Horizons(horizon, NODES), history.size());
        for (int i = 0; i < history.size(); i++) {
            state.observe(history.at(i));
        }
        state.solve();
        state.share(past);
        return state;
    }
}
