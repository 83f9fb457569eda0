package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.series.Series;
import java.util.List;

/**
 * Classical decomposition (Hyndman, Athanasopoulos 2021, section 3.4): the seasonal index of a slot is its mean distance
 * from, or ratio to, the centred moving average of one season.
 *
 * @param period slots in the season
 * @param multiply whether the season is multiplicative; it is additive anyway if a value is not above zero
 */
public record Classical(int period, boolean multiply) implements Decomposition {
    public Classical {
        if (period < 2) {
            throw new IllegalArgumentException("period must be at least 2, was " + period);
        }
    }

    @Override
    public String name() {
        return (multiply ? "ratio-" : "difference-") + period;
    }

    @Override
    public int minSlots() {
        return 2 * period;
    }

    @Override
    public Seasons of(Series history) {
        boolean isRatio = multiply && allAboveZero(history);
        double[] sum = new double[period];
        int[] count = new int[period];
        CentredMean trend = new CentredMean(history, period);
        int place = period / 2;
        for (int i = period / 2; i < history.size() - period / 2; i++) {
            if (history.isKnown(i) && trend.isKnown(i)) {
                double value = history.value(i);
                double level = trend.at(i);
                if (!isRatio || level > 0) {
                    sum[place] += isRatio ? value / level : value - level;
                    count[place]++;
                }
            }
            place = place + 1 == period ? 0 : place + 1;
        }
        float[] profile = new float[period];
        double total = 0;
        for (int s = 0; s < period; s++) {
            double index = count[s] > 0 ? sum[s] / count[s] : isRatio ? 1 : 0;
            profile[s] = (float) index;
            total += index / period;
        }
        for (int s = 0; s < period; s++) {
            profile[s] = (float) (isRatio ? profile[s] / total : profile[s] - total);
        }
        return new Seasons(List.of(profile), isRatio);
    }

    private static boolean allAboveZero(Series history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.isKnown(i) && history.value(i) <= 0) {
                return false;
            }
        }
        return true;
    }
}
