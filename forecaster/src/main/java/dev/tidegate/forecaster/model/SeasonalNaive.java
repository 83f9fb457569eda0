package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;

/**
 * Forecasts the value of one season ago (Hyndman, Athanasopoulos 2021, section 5.2). With a period of one slot it is the
 * naive forecast, the last value.
 *
 * @param period slots in a season
 */
public record SeasonalNaive(int period) implements Model {
    public SeasonalNaive {
        if (period < 1) {
            throw new IllegalArgumentException("period must be at least 1, was " + period);
        }
    }

    @Override
    public String name() {
        return period == 1 ? "naive" : "seasonal-naive-" + period;
    }

    @Override
    public int minSlots(int variant) {
        return period;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        double[] season = new double[period];
        Arrays.fill(season, firstKnown(history));
        Fitted fitted = new Fitted(season);
        for (int i = 0; i < history.size(); i++) {
            fitted.observe(history.at(i));
        }
        return fitted;
    }

    private static double firstKnown(Series history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.isKnown(i)) {
                return history.value(i);
            }
        }
        throw new IllegalArgumentException("history has no known slot");
    }

    private static final class Fitted implements FittedModel {
        private final double[] season; // ring, oldest at next; a missing slot keeps the older value
        private int next;

        Fitted(double[] season) {
            this.season = season;
        }

        @Override
        public void observe(double value) {
            season[next] = value;
            observeMissing();
        }

        @Override
        public void observeMissing() {
            next = (next + 1) % season.length;
        }

        @Override
        public double forecast(int variant, int steps) {
            return season[(next + steps - 1) % season.length];
        }
    }
}
