package dev.tidegate.forecaster;

import dev.tidegate.forecaster.model.Logarithmic;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.model.regression.Arima;
import dev.tidegate.forecaster.model.regression.NearestDays;
import dev.tidegate.forecaster.model.regression.NestedMeans;
import dev.tidegate.forecaster.model.regression.SeasonalRegression;
import dev.tidegate.forecaster.model.season.Classical;
import dev.tidegate.forecaster.model.season.Decomposed;
import dev.tidegate.forecaster.model.season.Decomposition;
import dev.tidegate.forecaster.model.season.Periods;
import dev.tidegate.forecaster.model.season.Stl;
import dev.tidegate.forecaster.model.smoothing.DampedTrend;
import dev.tidegate.forecaster.model.smoothing.DynamicTheta;
import dev.tidegate.forecaster.model.smoothing.Ets;
import dev.tidegate.forecaster.model.smoothing.SeasonalTrend;
import dev.tidegate.forecaster.select.Ensemble;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Everything that follows from the settings: which models take part, and how much history each thing sees. */
final class EnsembleSpec {
    private static final int LEAST_HISTORY = 4_000;
    private static final int MOST_HISTORY = 20_160; // two weeks of minutes
    private static final int CALIBRATION_ISSUES = 700; // forecasts scored in a rebuild
    private static final int LONG_DAY = 720; // slots
    private static final int MOST_PENDING = 60; // forecasts whose outcomes are waited for
    private static final int CALIBRATION_ERRORS = 500;
    private static final int SLOTS_WITHOUT_DAY = 48;
    private static final int FITTED = 500; // slots that parameters of what remains are fitted on
    private static final int MOST_LOESS = 96; // slots a day up to which loess is cheap
    private static final int MOST_REFITTED = 40_000; // slots seen by the refits of one rebuild
    private static final int REBUILT_WITHIN = 48; // slots
    private static final int SIMILAR_DAYS = 7; // one of each kind
    private static final int YOUNG_WARM_UP =
            10; // share of a young history that comes before its first outcome
    private static final int YOUNG_REFITS = 16; // while that is played again, at the most
    private static final int YOUNG_REFITTED = 8_000; // slots seen by them

    private final ForecasterSettings settings;
    private final int day;
    private final boolean hasDay;
    private final Predicate<String> takesPart;

    EnsembleSpec(ForecasterSettings settings) {
        this(settings, model -> true);
    }

    private EnsembleSpec(ForecasterSettings settings, Predicate<String> takesPart) {
        this.settings = settings;
        this.takesPart = takesPart;
        long slots = Duration.ofDays(1).dividedBy(settings.step());
        hasDay = slots >= 4 && slots <= MOST_HISTORY / 2;
        day = hasDay ? (int) slots : SLOTS_WITHOUT_DAY;
    }

    /** The same, with one model only. */
    EnsembleSpec alone(String model) {
        if (!modelNames().contains(model)) {
            throw new IllegalArgumentException(
                    "model must be one of " + modelNames() + ", was " + model);
        }
        return new EnsembleSpec(settings, model::equals);
    }

    /** The same without any model of its own. */
    EnsembleSpec withoutModels() {
        return new EnsembleSpec(settings, model -> false);
    }

    List<String> modelNames() {
        return models().stream().map(Model::name).toList();
    }

    /** Slots from one rebuild to the next. */
    int day() {
        return day;
    }

    /** Slots within which a rebuild is done, which is well before the next. */
    int rebuiltWithin() {
        return Math.min(REBUILT_WITHIN, day / 2);
    }

    /** Slots of history that a rebuild sees. */
    int history() {
        int slots = Math.max(LEAST_HISTORY, Math.min(MOST_HISTORY, 35 * day));
        return (slots + day - 1) / day * day;
    }

    /** Of {@code slots} of history, how many the models are fitted on before their outcomes count. */
    int warmUp(int slots) {
        int calibration = Math.max(replayed(), CALIBRATION_ISSUES * issueStride(slots));
        int least = isYoung(slots) ? slots / YOUNG_WARM_UP : Math.min(slots / 4, 2 * day + day / 2);
        return Math.max(least, slots - calibration);
    }

    /** Slots that are played again where history is plentiful: a week, or fewer days of more slots, which teach no less. */
    private int replayed() {
        return (day > LONG_DAY ? 4 : 7) * day;
    }

    /** Slots from one refit to the next while a history of {@code slots} is played again. */
    int refitStride(int slots) {
        int replayed = slots - warmUp(slots);
        int young = isYoung(slots) ? YOUNG_REFITTED / Math.max(1, slots) : 0;
        int fewest = Math.max(2, Math.min(YOUNG_REFITS, young));
        int refits = Math.max(fewest, Math.min(MOST_REFITTED / Math.max(1, slots), replayed / day));
        return Math.max(1, (replayed + refits - 1) / refits);
    }

    /** Trailing slots without a value after which nothing can be said. */
    int longestGap() {
        return Math.max(2 * day, 2 * settings.reach());
    }

    /** To be grown from {@code slots} of history, with more models beside those of the settings. */
    Ensemble ensemble(List<Model> more, int slots) {
        List<Model> models = models();
        if (isYoung(slots)) {
            models.addAll(ofTheYoung());
        }
        models.addAll(more);
        int stride = issueStride(slots);
        int memory = Math.max(4 * day, 300 * stride);
        return new Ensemble(
                models, new Horizons(settings.reach()), stride, memory, CALIBRATION_ERRORS, day);
    }

    /** Slots from one noted forecast to the next: none is spared while there is little history. */
    private int issueStride(int slots) {
        int least = Math.max(1, settings.reach() / MOST_PENDING);
        return Math.max(least, Math.min(replayed(), slots) / CALIBRATION_ISSUES);
    }

    /** Models of a season that {@code history} shows beside the day. */
    List<Model> discovered(Series history) {
        List<Model> models = new ArrayList<>();
        Periods.beside(day, history)
                .ifPresent(
                        period -> {
                            Model arima = new Arima(2 * FITTED, 3, 1);
                            Decomposition season = new Classical(period, false);
                            models.add(new Decomposed(season, arima));
                            models.add(new Logarithmic(new Decomposed(season, arima)));
                        });
        models.removeIf(each -> !takesPart.test(each.name()));
        return models;
    }

    /** Whether there is a day, but too little history for any model of it. */
    private boolean isYoung(int slots) {
        return hasDay && slots < 2 * day;
    }

    /** Models that have nothing to add once the day is known. */
    private List<Model> ofTheYoung() {
        List<Model> models = new ArrayList<>();
        models.add(new Ets(1, FITTED));
        models.add(new DynamicTheta(FITTED));
        models.add(new Logarithmic(new Arima(2 * FITTED, 3, 1)));
        models.removeIf(each -> !takesPart.test(each.name()));
        return models;
    }

    /** Days before the present one that similar ones are looked for among, as far as a rebuild sees them. */
    private int nearestDays() {
        return Math.max(2, Math.min(SIMILAR_DAYS, history() / day - 1));
    }

    private List<Model> models() {
        List<Model> models = new ArrayList<>();
        models.add(new SeasonalNaive(1));
        models.add(new DampedTrend(4 * day));
        Model arima = new Arima(2 * FITTED, 3, 1);
        models.add(arima);
        Model means = new NestedMeans(2 * FITTED, settings.reach());
        models.add(means);
        if (!hasDay) {
            models.add(new Ets(1, FITTED));
        } else {
            int week = 7 * day;
            models.add(new Decomposed(new Classical(day, true), arima));
            models.add(new Decomposed(new Classical(day, true), new DynamicTheta(FITTED)));
            models.add(new Decomposed(new Classical(day, true), means));
            models.add(new Logarithmic(new Decomposed(new Classical(day, false), arima)));
            models.add(new Logarithmic(new Decomposed(new Classical(week, false), arima)));
            // Before those that read the logarithms it keeps: it looks back farthest, and fills
            // gaps for itself.
            models.add(new Logarithmic(new SeasonalRegression(day, week, settings.reach())));
            models.add(new Logarithmic(new SeasonalTrend(day, day, 0.08)));
            models.add(new Logarithmic(new SeasonalTrend(week, day, 0.2)));
            models.add(new Logarithmic(new NearestDays(day, nearestDays())));
            if (day <= MOST_LOESS) {
                Decomposition seasons = new Stl(List.of(day, week), 4 * week);
                models.add(new Decomposed(seasons, new Ets(1, FITTED)));
            }
        }
        models.removeIf(each -> !takesPart.test(each.name()));
        return models;
    }
}
