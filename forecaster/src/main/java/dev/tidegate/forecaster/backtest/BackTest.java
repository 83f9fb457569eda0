package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.ExternalModel;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Result of a rolling-origin back test: how forecasting methods did from evenly spread origins of a series, each using
 * only the slots before its origin.
 *
 * @param origins number of origins played
 * @param steps slots ahead that were scored
 * @param results the ensemble first, the seasonal naive forecast second, then each model alone, then external models
 */
public record BackTest(int origins, int steps, List<BackTestResult> results) {
    private static final int DEFAULT_PERIOD = 48;

    public BackTest {
        results = List.copyOf(results);
    }

    /**
     * Runs the back test. Origins followed by a missing slot are left out.
     *
     * @param nanoTime clock that measures how long forecasts take
     * @param progress called after each origin with the percentage done
     * @throws IllegalArgumentException when fewer than two origins can be scored
     */
    public static BackTest run(
            Series series, BackTestPlan plan, LongSupplier nanoTime, IntConsumer progress) {
        int steps = plan.settings().horizon();
        SeasonalNaiveMethod naive = new SeasonalNaiveMethod(slotsPerDay(series.step()));
        List<Integer> origins = origins(series, plan, naive.period() + 2);
        List<MethodScores> methods = methods(plan, naive);
        for (int done = 0; done < origins.size(); done++) {
            int origin = origins.get(done);
            Series past = series.before(series.timeAt(origin));
            double[] actual = new double[steps];
            Arrays.setAll(actual, h -> series.value(origin + h));
            double scale = naive.meanError(past, 1);
            methods.forEach(method -> method.score(origin, past, actual, scale, nanoTime));
            progress.accept(100 * (done + 1) / origins.size());
        }
        if (methods.get(0).origins() < 2) {
            throw new IllegalArgumentException(
                    "a back test needs two origins with history before and values after, had "
                            + methods.get(0).origins());
        }
        int lags = overlap(origins, steps);
        return new BackTest(
                origins.size(),
                steps,
                methods.stream()
                        .filter(MethodScores::wasReady)
                        .map(method -> method.result(methods.get(1), lags))
                        .toList());
    }

    private static List<MethodScores> methods(BackTestPlan plan, SeasonalNaiveMethod naive) {
        ForecasterSettings settings = plan.settings();
        List<MethodScores> methods = new ArrayList<>();
        methods.add(
                new MethodScores(new ForecasterMethod("tidegate", () -> Forecaster.of(settings))));
        methods.add(new MethodScores(naive));
        for (String model : plan.alone()) {
            methods.add(
                    new MethodScores(
                            new ForecasterMethod(
                                    model, () -> Forecaster.ofModel(settings, model))));
        }
        for (ExternalModel externalModel : plan.externalModels()) {
            String name = externalModel.model().name();
            methods.add(
                    new MethodScores(
                            new ForecasterMethod(
                                    name, () -> Forecaster.ofModel(settings, externalModel))));
            methods.add(
                    new MethodScores(
                            new ForecasterMethod(
                                    "tidegate with " + name,
                                    () -> withExternalModel(settings, externalModel))));
        }
        return methods;
    }

    private static Forecaster withExternalModel(
            ForecasterSettings settings, ExternalModel externalModel) {
        Forecaster forecaster = Forecaster.of(settings);
        forecaster.addExternalModel(externalModel);
        return forecaster;
    }

    private static List<Integer> origins(Series series, BackTestPlan plan, int first) {
        int steps = plan.settings().horizon();
        List<Integer> origins = new ArrayList<>();
        for (int i = 0; i < plan.origins(); i++) {
            long span = series.size() - steps - (long) plan.from();
            int origin = plan.from() + (int) (span * i / (plan.origins() - 1));
            if (origin >= first && !origins.contains(origin) && isComplete(series, origin, steps)) {
                origins.add(origin);
            }
        }
        return origins;
    }

    /** Number of neighbouring origins that share an outcome, so that their losses are correlated. */
    private static int overlap(List<Integer> origins, int steps) {
        int max = 0;
        int first = 0;
        for (int i = 0; i < origins.size(); i++) {
            while (origins.get(i) - origins.get(first) >= steps) {
                first++;
            }
            max = Math.max(max, i - first);
        }
        return max;
    }

    private static boolean isComplete(Series series, int origin, int steps) {
        for (int h = 0; h < steps; h++) {
            if (origin + h >= series.size() || !series.isKnown(origin + h)) {
                return false;
            }
        }
        return true;
    }

    private static int slotsPerDay(Duration step) {
        long slots = Duration.ofDays(1).dividedBy(step);
        return slots >= 1 && slots <= Integer.MAX_VALUE / 2 ? (int) slots : DEFAULT_PERIOD;
    }
}
