package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.ExternalModel;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * How forecasters did from evenly spread origins of a series, each seeing only what was over by then.
 *
 * @param origins origins played
 * @param steps slots ahead that were scored
 * @param standings the ensemble first, the seasonal naive forecast second, then each model alone, then guests
 */
public record BackTest(int origins, int steps, List<BackTestResult> standings) {
    private static final int SLOTS_WITHOUT_DAY = 48;

    public BackTest {
        standings = List.copyOf(standings);
    }

    /**
     * Plays it. Origins followed by a missing slot are left out.
     *
     * @param nanoTime the clock that seconds are taken from
     * @param progress told after each origin how many are done, in hundredths of all
     * @throws IllegalArgumentException when fewer than two origins can be scored
     */
    public static BackTest run(
            Series series, BackTestPlan plan, LongSupplier nanoTime, IntConsumer progress) {
        int steps = plan.settings().reach();
        SeasonalNaiveMethod naive = new SeasonalNaiveMethod(day(series.step()));
        List<Integer> origins = origins(series, plan, naive.period() + 2);
        List<MethodScores> entries = entries(plan, naive);
        for (int done = 0; done < origins.size(); done++) {
            int origin = origins.get(done);
            Series past = series.before(series.timeAt(origin));
            double[] actual = new double[steps];
            java.util.Arrays.setAll(actual, h -> series.value(origin + h));
            double scale = naive.meanError(past, 1);
            entries.forEach(entry -> entry.play(origin, past, actual, scale, nanoTime));
            progress.accept(100 * (done + 1) / origins.size());
        }
        if (entries.get(0).origins() < 2) {
            throw new IllegalArgumentException(
                    "a back test needs two origins with history before and values after, had "
                            + entries.get(0).origins());
        }
        int lags = overlap(origins, steps);
        return new BackTest(
                origins.size(),
                steps,
                entries.stream()
                        .filter(MethodScores::wasReady)
                        .map(entry -> entry.standing(entries.get(1), lags))
                        .toList());
    }

    private static List<MethodScores> entries(BackTestPlan plan, SeasonalNaiveMethod naive) {
        ForecasterSettings settings = plan.settings();
        List<MethodScores> entries = new ArrayList<>();
        entries.add(
                new MethodScores(new ForecasterMethod("tidegate", () -> Forecaster.of(settings))));
        entries.add(new MethodScores(naive));
        for (String model : plan.alone()) {
            entries.add(
                    new MethodScores(
                            new ForecasterMethod(model, () -> Forecaster.alone(settings, model))));
        }
        for (ExternalModel externalModel : plan.guests()) {
            String name = externalModel.model().name();
            entries.add(
                    new MethodScores(
                            new ForecasterMethod(
                                    name, () -> Forecaster.alone(settings, externalModel))));
            entries.add(
                    new MethodScores(
                            new ForecasterMethod(
                                    "tidegate with " + name,
                                    () -> hosting(settings, externalModel))));
        }
        return entries;
    }

    private static Forecaster hosting(ForecasterSettings settings, ExternalModel externalModel) {
        Forecaster forecaster = Forecaster.of(settings);
        forecaster.adopt(externalModel);
        return forecaster;
    }

    private static List<Integer> origins(Series series, BackTestPlan plan, int least) {
        int steps = plan.settings().reach();
        List<Integer> origins = new ArrayList<>();
        for (int i = 0; i < plan.origins(); i++) {
            long span = series.size() - steps - (long) plan.from();
            int origin = plan.from() + (int) (span * i / (plan.origins() - 1));
            if (origin >= least && !origins.contains(origin) && isWhole(series, origin, steps)) {
                origins.add(origin);
            }
        }
        return origins;
    }

    /** How many neighbouring origins share an outcome, so that their losses go together. */
    private static int overlap(List<Integer> origins, int steps) {
        int most = 0;
        int first = 0;
        for (int i = 0; i < origins.size(); i++) {
            while (origins.get(i) - origins.get(first) >= steps) {
                first++;
            }
            most = Math.max(most, i - first);
        }
        return most;
    }

    private static boolean isWhole(Series series, int origin, int steps) {
        for (int h = 0; h < steps; h++) {
            if (origin + h >= series.size() || !series.isKnown(origin + h)) {
                return false;
            }
        }
        return true;
    }

    private static int day(Duration step) {
        long slots = Duration.ofDays(1).dividedBy(step);
        return slots >= 1 && slots <= Integer.MAX_VALUE / 2 ? (int) slots : SLOTS_WITHOUT_DAY;
    }
}
