package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FilledHistory;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.List;

/**
 * A seasonal profile, with exponential smoothing of the remainder: the online form of forecasting by decomposition
 * (Cleveland, Cleveland, McRae, Terpenning 1990; MSTL: Bandara, Hyndman, Bergmeir 2021). A slot's profile is its mean
 * distance over past seasons from the centred moving average of one season, with outliers limited and neighbours
 * averaged.
 *
 * @param period slots in a season
 * @param shorter slots in a shorter season, of which {@code period} is a multiple; {@code period} itself where there is
 *     none
 * @param minWeight least weight of the newest season in the profile
 */
public record SeasonalTrend(int period, int shorter, double minWeight) implements Model {
    private static final double MAX_DISTANCE = 6; // mean absolute distances
    private static final int MIN_REST = 4; // slots after the first season

    public SeasonalTrend {
        if (period < 2) {
            throw new IllegalArgumentException("period must be at least 2, was " + period);
        }
        if (shorter < 2 || period % shorter != 0) {
            throw new IllegalArgumentException(
                    "shorter must be at least 2 and divide " + period + ", was " + shorter);
        }
        if (!(minWeight > 0 && minWeight <= 1)) {
            throw new IllegalArgumentException("minWeight must lie in (0, 1], was " + minWeight);
        }
    }

    @Override
    public String name() {
        return "seasonal-trend-" + period;
    }

    @Override
    public List<String> variants() {
        return List.of(name(), "sharp-" + name());
    }

    @Override
    public int minSlots(int variant) {
        return period + Math.max(MIN_REST, period / 28);
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        State state = new State(this, history.size());
        for (int i = 0; i < history.size(); i++) {
            state.observe(history.at(i));
        }
        state.share(past);
        return state;
    }

    private static final class State implements FittedModel {
        private static final int SEEN = 1;
        private static final int ONE_SEASON = 2;
        private static final int MAX_SEASONS = Byte.MAX_VALUE / ONE_SEASON;

        private final int period;
        private final double minWeight;
        private final SeasonalProfile profile;
        // Seasons in a slot's profile, shifted by one; lowest bit: whether its latest value is
        // known.
        private final byte[] marks;
        private final DampedTrend.State rest; // remainder with the smoothed profile
        private final DampedTrend.State sharpRest; // remainder with the raw profile
        private final int smoothedFrom; // slot; earlier remainders would be forgotten anyway
        private final FilledHistory history; // at least one season
        private double windowSum; // over the last season
        private double meanDistance;
        private double last;
        private int count;
        private int position; // of the next slot in the season

        /** Expects {@code expected} slots in bulk first. */
        State(SeasonalTrend model, int expected) {
            period = model.period;
            minWeight = model.minWeight;
            profile = new SeasonalProfile(period, model.shorter);
            history = new FilledHistory(period, 0);
            marks = new byte[period];
            int memory = 2 * Math.min(period, 288);
            smoothedFrom = Math.max(period + 1, expected - 4 * memory);
            rest = new DampedTrend.State(memory);
            sharpRest = new DampedTrend.State(memory);
        }

        /** Shares the latest values of other models if they have them. */
        void share(PreparedHistory past) {
            history.share(past);
            recomputeSum();
        }

        @Override
        public void observe(double value) {
            int slot = position;
            advance(value, true);
            if (count >= smoothedFrom && seasons(slot) > 0) {
                rest.observe(value - profile.smoothed(slot, seasons(slot)));
                sharpRest.observe(value - profile.at(slot));
            } else {
                observeMissingRest();
            }
        }

        @Override
        public void observeMissing() {
            advance(seasons(position) > 0 ? forecast(0, 1) : last, false);
            observeMissingRest();
        }

        private void observeMissingRest() {
            if (count >= smoothedFrom) {
                rest.observeMissing();
                sharpRest.observeMissing();
            }
        }

        private void advance(double filled, boolean known) {
            if (known) {
                history.add(count, filled);
            } else {
                history.fill(count, filled);
            }
            windowSum += history.value(count);
            windowSum -= count >= period ? history.value(count - period) : 0;
            marks[position] = (byte) ((marks[position] & ~SEEN) | (known ? SEEN : 0));
            last = filled;
            count++;
            if (count % (4 * period) == 0) {
                recomputeSum(); // removes the rounding error of the running sum
            }
            if (count == period) {
                learnFirst();
            }
            if (count >= period) {
                int middle = position - period / 2;
                learn(middle < 0 ? middle + period : middle, count - 1 - period / 2);
            }
            position = position + 1 == period ? 0 : position + 1;
        }

        private void recomputeSum() {
            windowSum = 0;
            for (int i = Math.max(0, count - period); i < count; i++) {
                windowSum += history.value(i);
            }
        }

        /** Learns the first season from its own mean, since none of its slots has a centred season around it yet. */
        private void learnFirst() {
            for (int slot = 0; slot < period; slot++) {
                if ((marks[slot] & SEEN) != 0) {
                    marks[slot] = (byte) (marks[slot] + ONE_SEASON);
                    profile.set(slot, history.value(slot) - windowSum / period);
                }
            }
        }

        private void learn(int slot, int middle) {
            if ((marks[slot] & SEEN) == 0) {
                return;
            }
            double distance = history.value(middle) - windowSum / period - profile.at(slot);
            if (count <= period + period / 2) {
                // Still the first season, but now with a centred average.
                profile.set(slot, profile.at(slot) + distance);
                return;
            }
            int seasons = seasons(slot);
            if (seasons >= 2) {
                double cap = MAX_DISTANCE * meanDistance;
                distance = Math.max(-cap, Math.min(cap, distance));
            }
            if (seasons >= 1) {
                double size = Math.abs(distance);
                meanDistance += (size - meanDistance) * (meanDistance == 0 ? 1 : 0.01);
            }
            if (seasons < MAX_SEASONS) {
                marks[slot] = (byte) (marks[slot] + ONE_SEASON);
            }
            double weight = Math.max(minWeight, 1.0 / (seasons + 1));
            profile.set(slot, profile.at(slot) + distance * weight);
        }

        private int seasons(int slot) {
            return marks[slot] / ONE_SEASON;
        }

        @Override
        public double forecast(int variant, int steps) {
            int slot = (position + steps - 1) % period;
            return variant == 0
                    ? rest.forecast(0, steps) + profile.smoothed(slot, seasons(slot))
                    : sharpRest.forecast(0, steps) + profile.at(slot);
        }
    }
}
