package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FilledHistory;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.List;

/**
 * A seasonal profile and exponential smoothing of what it leaves: the online form of forecasting by
 * decomposition (Cleveland, Cleveland, McRae, Terpenning 1990; MSTL: Bandara, Hyndman, Bergmeir 2021). A
 * slot's profile is the mean over past seasons of its distance from the centred moving average of one
 * season, with outliers held back and neighbours averaged.
 *
 * @param period slots in a season
 * @param shorter slots in a season within, of which {@code period} is a multiple; {@code period} itself where there is none
 * @param slowest least weight of the newest season in the profile
 */
public record SeasonalTrend(int period, int shorter, double slowest) implements Model {
    private static final double LARGEST_DISTANCE = 6; // mean absolute distances
    private static final int LEAST_REST = 4; // slots after the first season

    public SeasonalTrend {
        if (period < 2) {
            throw new IllegalArgumentException("period must be at least 2, was " + period);
        }
        if (shorter < 2 || period % shorter != 0) {
            throw new IllegalArgumentException(
                    "shorter must be at least 2 and divide " + period + ", was " + shorter);
        }
        if (!(slowest > 0 && slowest <= 1)) {
            throw new IllegalArgumentException("slowest must lie in (0, 1], was " + slowest);
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
    public int leastSlots(int variant) {
        return period + Math.max(LEAST_REST, period / 28);
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
        private static final int MOST_SEASONS = Byte.MAX_VALUE / ONE_SEASON;

        private final int period;
        private final double slowest;
        private final SeasonalProfile profile;
        private final byte[]
                marks; // seasons in a slot's profile; the lowest bit whether one is in the window
        private final DampedTrend.State rest; // of the profile with neighbours averaged
        private final DampedTrend.State sharpRest; // of the profile as it is
        private final int smoothedFrom; // what lies before would be forgotten anyway
        private final FilledHistory history; // a season's at least
        private double windowSum; // of the last season
        private double meanDistance;
        private double last;
        private int count;
        private int place; // of the coming slot in the season

        /** To be fed {@code expected} slots at once. */
        State(SeasonalTrend model, int expected) {
            period = model.period;
            slowest = model.slowest;
            profile = new SeasonalProfile(period, model.shorter);
            history = new FilledHistory(period, 0);
            marks = new byte[period];
            int memory = 2 * Math.min(period, 288);
            smoothedFrom = Math.max(period + 1, expected - 4 * memory);
            rest = new DampedTrend.State(memory);
            sharpRest = new DampedTrend.State(memory);
        }

        /** Goes on with the latest values that other models keep, if they do. */
        void share(PreparedHistory past) {
            history.share(past);
            sumUp();
        }

        @Override
        public void observe(double value) {
            int slot = place;
            turn(value, true);
            if (count >= smoothedFrom && seasons(slot) > 0) {
                rest.observe(value - profile.smoothed(slot, seasons(slot)));
                sharpRest.observe(value - profile.at(slot));
            } else {
                passRest();
            }
        }

        @Override
        public void pass() {
            turn(seasons(place) > 0 ? ahead(0, 1) : last, false);
            passRest();
        }

        private void passRest() {
            if (count >= smoothedFrom) {
                rest.pass();
                sharpRest.pass();
            }
        }

        private void turn(double filled, boolean known) {
            if (known) {
                history.add(count, filled);
            } else {
                history.fill(count, filled);
            }
            windowSum += history.value(count);
            windowSum -= count >= period ? history.value(count - period) : 0;
            marks[place] = (byte) ((marks[place] & ~SEEN) | (known ? SEEN : 0));
            last = filled;
            count++;
            if (count % (4 * period) == 0) {
                sumUp(); // sheds the rounding that the running sum gathers
            }
            if (count == period) {
                learnFirst();
            }
            if (count >= period) {
                int middle = place - period / 2;
                learn(middle < 0 ? middle + period : middle, count - 1 - period / 2);
            }
            place = place + 1 == period ? 0 : place + 1;
        }

        private void sumUp() {
            windowSum = 0;
            for (int i = Math.max(0, count - period); i < count; i++) {
                windowSum += history.value(i);
            }
        }

        /** What was seen in the first season, from its own mean: there is no season around each of its slots yet. */
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
                // Of the first season still, and better centred.
                profile.set(slot, profile.at(slot) + distance);
                return;
            }
            int seasons = seasons(slot);
            if (seasons >= 2) {
                double cap = LARGEST_DISTANCE * meanDistance;
                distance = Math.max(-cap, Math.min(cap, distance));
            }
            if (seasons >= 1) {
                double size = Math.abs(distance);
                meanDistance += (size - meanDistance) * (meanDistance == 0 ? 1 : 0.01);
            }
            if (seasons < MOST_SEASONS) {
                marks[slot] = (byte) (marks[slot] + ONE_SEASON);
            }
            double weight = Math.max(slowest, 1.0 / (seasons + 1));
            profile.set(slot, profile.at(slot) + distance * weight);
        }

        private int seasons(int slot) {
            return marks[slot] / ONE_SEASON;
        }

        @Override
        public double ahead(int variant, int steps) {
            int slot = (place + steps - 1) % period;
            return variant == 0
                    ? rest.ahead(0, steps) + profile.smoothed(slot, seasons(slot))
                    : sharpRest.ahead(0, steps) + profile.at(slot);
        }
    }
}
