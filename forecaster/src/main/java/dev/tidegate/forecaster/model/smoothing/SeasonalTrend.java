package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.series.Series;
import java.util.List;

/**
 * A seasonal profile and exponential smoothing of what it leaves: the online form of forecasting by
 * decomposition (Cleveland, Cleveland, McRae, Terpenning 1990; MSTL: Bandara, Hyndman, Bergmeir 2021). A
 * slot's profile is the mean over past seasons of its distance from the centred moving average of one
 * season, with outliers held back and neighbours averaged.
 *
 * @param period slots in a season
 * @param slowest least weight of the newest season in the profile
 */
public record SeasonalTrend(int period, double slowest) implements Model {
    private static final double LARGEST_DISTANCE = 6; // mean absolute distances

    public SeasonalTrend {
        if (period < 2) {
            throw new IllegalArgumentException("period must be at least 2, was " + period);
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
        return 2 * period;
    }

    @Override
    public FittedModel fit(Series history) {
        State state = new State(period, slowest, history.size());
        for (int i = 0; i < history.size(); i++) {
            state.observe(history.at(i));
        }
        return state;
    }

    private static final class State implements FittedModel {
        private final int period;
        private final double slowest;
        private final float[] profile;
        private final byte[] seasons; // how many were averaged in a slot's profile
        private final float[] window; // the last season's values, gaps filled
        private final boolean[] seen;
        private final DampedTrend.State rest; // of the profile with neighbours averaged
        private final DampedTrend.State sharpRest; // of the profile as it is
        private final int smoothedFrom; // what lies before would be forgotten anyway
        private double windowSum;
        private double meanDistance;
        private double last;
        private int count;
        private int place; // of the coming slot in the season

        State(int period, double slowest, int expected) {
            this.period = period;
            this.slowest = slowest;
            profile = new float[period];
            seasons = new byte[period];
            window = new float[period];
            seen = new boolean[period];
            int memory = 2 * Math.min(period, 288);
            smoothedFrom = expected - 4 * memory;
            rest = new DampedTrend.State(memory);
            sharpRest = new DampedTrend.State(memory);
        }

        @Override
        public void observe(double value) {
            int slot = place;
            turn(value, true);
            if (count >= smoothedFrom && seasons[slot] > 0) {
                rest.observe(value - smoothed(slot));
                sharpRest.observe(value - profile[slot]);
            } else {
                passRest();
            }
        }

        @Override
        public void pass() {
            turn(seasons[place] > 0 ? ahead(0, 1) : last, false);
            passRest();
        }

        private void passRest() {
            if (count >= smoothedFrom) {
                rest.pass();
                sharpRest.pass();
            }
        }

        private void turn(double filled, boolean known) {
            windowSum += filled - window[place];
            window[place] = (float) filled;
            seen[place] = known;
            last = filled;
            count++;
            if (count % (4 * period) == 0) {
                windowSum = 0;
                for (float v : window) {
                    windowSum += v; // sheds the rounding that the running sum gathers
                }
            }
            if (count >= period) {
                int middle = place - period / 2;
                learn(middle < 0 ? middle + period : middle);
            }
            place = place + 1 == period ? 0 : place + 1;
        }

        private void learn(int slot) {
            if (!seen[slot]) {
                return;
            }
            double distance = window[slot] - windowSum / period - profile[slot];
            if (seasons[slot] >= 2) {
                double cap = LARGEST_DISTANCE * meanDistance;
                distance = Math.max(-cap, Math.min(cap, distance));
            }
            if (seasons[slot] >= 1) {
                double size = Math.abs(distance);
                meanDistance += (size - meanDistance) * (meanDistance == 0 ? 1 : 0.01);
            }
            if (seasons[slot] < Byte.MAX_VALUE) {
                seasons[slot]++;
            }
            profile[slot] += (float) (distance * Math.max(slowest, 1.0 / seasons[slot]));
        }

        private double smoothed(int slot) {
            int before = slot == 0 ? period - 1 : slot - 1;
            int after = slot == period - 1 ? 0 : slot + 1;
            return (profile[before] + 2.0 * profile[slot] + profile[after]) / 4;
        }

        @Override
        public double ahead(int variant, int steps) {
            int slot = (place + steps - 1) % period;
            return variant == 0
                    ? rest.ahead(0, steps) + smoothed(slot)
                    : sharpRest.ahead(0, steps) + profile[slot];
        }
    }
}
