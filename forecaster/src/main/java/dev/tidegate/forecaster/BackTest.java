package dev.tidegate.forecaster;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.score.DieboldMariano;
import dev.tidegate.forecaster.score.Scores;
import dev.tidegate.forecaster.score.Scoring;
import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How this forecaster and the seasonal naive one would have done from evenly spread origins of a series, each
 * seeing only what was over by then.
 *
 * @param forecaster scores of the forecaster
 * @param seasonalNaive scores of yesterday's values, with a normal band from their errors
 * @param difference of their losses; below zero where the forecaster is better
 */
public record BackTest(Scores forecaster, Scores seasonalNaive, DieboldMariano difference) {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /**
     * Runs it over the slots from {@code from} on. Origins followed by a missing slot are left out.
     *
     * @param steps slots ahead that are scored
     * @param origins how many to try
     * @throws IllegalArgumentException when fewer than two origins can be scored
     */
    public static BackTest run(Series series, int from, int steps, int origins) {
        int day = new Blueprint(ForecasterSettings.forStep(series.step())).day();
        Scoring own = new Scoring();
        Scoring naive = new Scoring();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < origins; i++) {
            long span = series.size() - steps - (long) from;
            int origin = from + (int) (span * i / Math.max(1, origins - 1));
            if (origin >= day + 2 && !places.contains(origin) && isWhole(series, origin, steps)) {
                places.add(origin);
            }
        }
        for (int origin : places) {
            Series past = series.before(series.timeAt(origin));
            Forecaster forecaster =
                    Forecaster.of(ForecasterSettings.forStep(series.step()).withReach(steps));
            forecaster.observe(past);
            if (forecaster.forecast(steps) instanceof ForecastOutcome.Forecasted forecasted) {
                double[] actual = new double[steps];
                java.util.Arrays.setAll(actual, h -> series.value(origin + h));
                double[] errors = naiveErrors(past, day);
                own.add(quantiles(forecasted.forecast()), actual, errors[0]);
                naive.add(naive(past, day, steps, errors[1]), actual, errors[0]);
            }
        }
        if (own.losses().size() < 2) {
            throw new IllegalArgumentException(
                    "a back test needs two origins with history before and values after, had "
                            + own.losses().size());
        }
        return new BackTest(
                own.scores(), naive.scores(), DieboldMariano.compare(own.losses(), naive.losses()));
    }

    private static boolean isWhole(Series series, int origin, int steps) {
        for (int h = 0; h < steps; h++) {
            if (!series.isKnown(origin + h)) {
                return false;
            }
        }
        return true;
    }

    private static double[][] quantiles(Forecast forecast) {
        double[][] rows = new double[forecast.steps()][Scoring.PROBABILITIES.size()];
        for (int h = 0; h < rows.length; h++) {
            for (int q = 0; q < rows[h].length; q++) {
                rows[h][q] = forecast.quantile(h + 1, Scoring.PROBABILITIES.get(q));
            }
        }
        return rows;
    }

    /** Mean absolute and root mean square distance from the value of a day before. */
    private static double[] naiveErrors(Series past, int day) {
        double absolute = 0;
        double squares = 0;
        int count = 0;
        for (int i = day; i < past.size(); i++) {
            if (past.isKnown(i) && past.isKnown(i - day)) {
                double error = past.value(i) - past.value(i - day);
                absolute += Math.abs(error);
                squares += error * error;
                count++;
            }
        }
        return new double[] {
            Math.max(Double.MIN_NORMAL, absolute / Math.max(1, count)),
            Math.sqrt(squares / Math.max(1, count))
        };
    }

    private static double[][] naive(Series past, int day, int steps, double spread) {
        FittedModel model = new SeasonalNaive(day).fit(past);
        double[][] rows = new double[steps][Scoring.PROBABILITIES.size()];
        for (int h = 0; h < steps; h++) {
            for (int q = 0; q < rows[h].length; q++) {
                double normal = NORMAL.inverseCumulativeProbability(Scoring.PROBABILITIES.get(q));
                rows[h][q] = Math.max(0, model.ahead(0, h + 1) + spread * normal);
            }
        }
        return rows;
    }
}
