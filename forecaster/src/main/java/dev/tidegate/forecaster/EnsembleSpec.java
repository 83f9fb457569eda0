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

/** Derives from the settings which models take part and how much history each component uses. */
final class EnsembleSpec {
    private static final int MIN_HISTORY = 4_000;
    private static final int MAX_HISTORY = 20_160; // two weeks of minutes
    private static final int CALIBRATION_FORECASTS = 700; // scored in a rebuild
    private static final int LONG_DAY_SLOTS = 720;
    private static final int MAX_PENDING = 60; // forecasts that await their outcomes
    private static final int CALIBRATION_ERRORS = 500;
    private static final int DEFAULT_DAY = 48; // slots, where a day is not a usable number of them
    private static final int FIT_WINDOW = 500; // slots, for fits of the deseasonalized series
    private static final int MAX_LOESS_DAY = 96; // slots; up to here loess is cheap
    private static final int MAX_REFIT_SLOTS = 40_000; // in all refits of one rebuild together
    private static final int REBUILD_SLOTS = 48; // a rebuild is spread over at most so many
    private static final int NEAREST_DAYS = 7; // one of each kind
    // Of a short history, the part before its first scored outcome.
    private static final int SHORT_WARM_UP_DIVISOR = 10;
    private static final int MAX_SHORT_REFITS = 16; // in the replay of a short history
    private static final int SHORT_REFIT_SLOTS = 8_000; // in all refits of that replay together

    private final ForecasterSettings settings;
    private final int day;
    private final boolean hasDay;
    private final Predicate<String> isIncluded;

    EnsembleSpec(ForecasterSettings settings) {
        this(settings, model -> true);
    }

    private EnsembleSpec(ForecasterSettings settings, Predicate<String> isIncluded) {
        this.settings = settings;
        this.isIncluded = isIncluded;
        long slots = Duration.ofDays(1).dividedBy(settings.step());
        hasDay = slots >= 4 && slots <= MAX_HISTORY / 2;
        day = hasDay ? (int) slots : DEFAULT_DAY;
    }

    /** A copy with one model only. */
    EnsembleSpec withOnly(String model) {
        if (!modelNames().contains(model)) {
            throw new IllegalArgumentException(
                    "model must be one of " + modelNames() + ", was " + model);
        }
        return new EnsembleSpec(settings, model::equals);
    }

    /** A copy with none of the built-in models. */
    EnsembleSpec withNoModels() {
        return new EnsembleSpec(settings, model -> false);
    }

    List<String> modelNames() {
        return models().stream().map(Model::name).toList();
    }

    /** Slots in a day, which is also the interval between rebuilds. */
    int day() {
        return day;
    }

    /** Number of slots that a rebuild is spread over, well below the interval between rebuilds. */
    int maxRebuildSlots() {
        return Math.min(REBUILD_SLOTS, day / 2);
    }

    /** Number of slots of history that a rebuild uses. */
    int history() {
        int slots = Math.max(MIN_HISTORY, Math.min(MAX_HISTORY, 35 * day));
        return (slots + day - 1) / day * day;
    }

    /** Of a history of {@code slots}, how many the models are fitted on before any outcome is scored. */
    int warmUp(int slots) {
        int calibration = Math.max(replaySlots(), CALIBRATION_FORECASTS * forecastStride(slots));
        int min =
                isShort(slots)
                        ? slots / SHORT_WARM_UP_DIVISOR
                        : Math.min(slots / 4, 2 * day + day / 2);
        return Math.max(min, slots - calibration);
    }

    /**
     * Slots that a rebuild replays when history is plentiful: a week, or fewer days when a day has so many slots that
     * they teach no less.
     */
    private int replaySlots() {
        return (day > LONG_DAY_SLOTS ? 4 : 7) * day;
    }

    /** Slots between two refits while a rebuild replays a history of {@code slots}. */
    int refitStride(int slots) {
        int replayed = slots - warmUp(slots);
        int forShort = isShort(slots) ? SHORT_REFIT_SLOTS / Math.max(1, slots) : 0;
        int minRefits = Math.max(2, Math.min(MAX_SHORT_REFITS, forShort));
        int refits =
                Math.max(minRefits, Math.min(MAX_REFIT_SLOTS / Math.max(1, slots), replayed / day));
        return Math.max(1, (replayed + refits - 1) / refits);
    }

    /** Longest run of missing slots at the end after which a forecast is still given. */
    int maxGap() {
        return Math.max(2 * day, 2 * settings.horizon());
    }

    /** An untrained ensemble for {@code slots} of history, with {@code more} models beside the built-in ones. */
    Ensemble ensemble(List<Model> more, int slots) {
        List<Model> models = models();
        if (isShort(slots)) {
            models.addAll(shortHistoryModels());
        }
        models.addAll(more);
        int stride = forecastStride(slots);
        int memory = Math.max(4 * day, 300 * stride);
        return new Ensemble(
                models, new Horizons(settings.horizon()), stride, memory, CALIBRATION_ERRORS, day);
    }

    /** Slots between two forecasts that are kept for scoring; every slot has one while there is little history. */
    private int forecastStride(int slots) {
        int min = Math.max(1, settings.horizon() / MAX_PENDING);
        return Math.max(min, Math.min(replaySlots(), slots) / CALIBRATION_FORECASTS);
    }

    /** Models of a season other than the day that {@code history} shows, if there is one. */
    List<Model> otherSeasonModels(Series history) {
        List<Model> models = new ArrayList<>();
        Periods.find(day, history)
                .ifPresent(
                        period -> {
                            Model arima = new Arima(2 * FIT_WINDOW, 3, 1);
                            Decomposition season = new Classical(period, false);
                            models.add(new Decomposed(season, arima));
                            models.add(new Logarithmic(new Decomposed(season, arima)));
                        });
        models.removeIf(each -> !isIncluded.test(each.name()));
        return models;
    }

    /** Whether the settings have a day, but the history is too short for any model of it. */
    private boolean isShort(int slots) {
        return hasDay && slots < 2 * day;
    }

    /** Models for a short history, which add nothing once the day can be modelled. */
    private List<Model> shortHistoryModels() {
        List<Model> models = new ArrayList<>();
        models.add(new Ets(1, FIT_WINDOW));
        models.add(new DynamicTheta(FIT_WINDOW));
        models.add(new Logarithmic(new Arima(2 * FIT_WINDOW, 3, 1)));
        models.removeIf(each -> !isIncluded.test(each.name()));
        return models;
    }

    /** How many earlier days are searched for similar ones, as far as a rebuild sees them. */
    private int nearestDays() {
        return Math.max(2, Math.min(NEAREST_DAYS, history() / day - 1));
    }

    private List<Model> models() {
        List<Model> models = new ArrayList<>();
        models.add(new SeasonalNaive(1));
        models.add(new DampedTrend(4 * day));
        Model arima = new Arima(2 * FIT_WINDOW, 3, 1);
        models.add(arima);
        Model means = new NestedMeans(2 * FIT_WINDOW, settings.horizon());
        models.add(means);
        if (!hasDay) {
            models.add(new Ets(1, FIT_WINDOW));
        } else {
            int week = 7 * day;
            models.add(new Decomposed(new Classical(day, true), arima));
            models.add(new Decomposed(new Classical(day, true), new DynamicTheta(FIT_WINDOW)));
            models.add(new Decomposed(new Classical(day, true), means));
            models.add(new Logarithmic(new Decomposed(new Classical(day, false), arima)));
            models.add(new Logarithmic(new Decomposed(new Classical(week, false), arima)));
            // First of those that share the logarithmic history: it looks back farthest and fills
            // gaps by itself.
            models.add(new Logarithmic(new SeasonalRegression(day, week, settings.horizon())));
            models.add(new Logarithmic(new SeasonalTrend(day, day, 0.08)));
            models.add(new Logarithmic(new SeasonalTrend(week, day, 0.2)));
            models.add(new Logarithmic(new NearestDays(day, nearestDays())));
            if (day <= MAX_LOESS_DAY) {
                Decomposition seasons = new Stl(List.of(day, week), 4 * week);
                models.add(new Decomposed(seasons, new Ets(1, FIT_WINDOW)));
            }
        }
        models.removeIf(each -> !isIncluded.test(each.name()));
        return models;
    }
}
