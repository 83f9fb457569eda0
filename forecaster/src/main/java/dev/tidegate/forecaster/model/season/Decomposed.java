package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;

/**
 * Forecasting by decomposition (Hyndman, Athanasopoulos 2021, section 5.7): the seasons repeat as they were
 * taken apart, and another model forecasts what they leave.
 */
public record Decomposed(Decomposition decomposition, Model rest) implements Model {
    @Override
    public String name() {
        return rest.name() + "-" + decomposition.name();
    }

    @Override
    public int leastSlots(int variant) {
        return Math.max(decomposition.leastSlots(), rest.leastSlots(variant));
    }

    @Override
    public boolean growsStale() {
        return true;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        Seasons seasons = past.made(decomposition, decomposition::of);
        long seen = (long) rest.looksBack() + KnownValues.trailingGap(history);
        Series end = history.last((int) Math.min(history.size(), seen));
        int skipped = history.size() - end.size();
        Series left = end.map((value, slot) -> seasons.without(value, skipped + slot));
        return new Fitted(seasons, rest.fit(left), history.size());
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
        public void pass() {
            rest.pass();
            next++;
        }

        @Override
        public double ahead(int variant, int steps) {
            return seasons.with(rest.ahead(variant, steps), next + steps - 1);
        }
    }
}
