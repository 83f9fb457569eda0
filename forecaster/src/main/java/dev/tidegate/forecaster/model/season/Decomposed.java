package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;

/**
 * Forecasting by decomposition (Hyndman, Athanasopoulos 2021, section 5.7): the seasons repeat as found, and another
 * model forecasts the remainder.
 */
public record Decomposed(Decomposition decomposition, Model rest) implements Model {
    @Override
    public String name() {
        return rest.name() + "-" + decomposition.name();
    }

    @Override
    public int minSlots(int variant) {
        return Math.max(decomposition.minSlots(), rest.minSlots(variant));
    }

    @Override
    public boolean needsRefit() {
        return true;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        Seasons seasons = past.cached(decomposition, decomposition::of);
        long needed = (long) rest.lookback() + KnownValues.trailingGap(history);
        Series end = history.last((int) Math.min(history.size(), needed));
        int skipped = history.size() - end.size();
        Series remainder = end.map((value, slot) -> seasons.without(value, skipped + slot));
        return new Fitted(seasons, rest.fit(remainder), history.size());
    }

    private static final class Fitted implements FittedModel {
        private final Seasons seasons;
        private final FittedModel rest;
        private int next;

        Fitted(Seasons seasons, FittedModel rest, int next) {
            this.seasons = seasons;
            this.rest = rest;
            this.next = next;
        }

        @Override
        public void observe(double value) {
            rest.observe(seasons.without(value, next));
            next++;
        }

        @Override
        public void observeMissing() {
            rest.observeMissing();
            next++;
        }

        @Override
        public double forecast(int variant, int steps) {
            return seasons.with(rest.forecast(variant, steps), next + steps - 1);
        }
    }
}
