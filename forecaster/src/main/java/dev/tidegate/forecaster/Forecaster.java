package dev.tidegate.forecaster;

import dev.tidegate.forecaster.interval.QuantileCurve;
import dev.tidegate.forecaster.select.Ensemble;
import dev.tidegate.forecaster.series.Event;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.forecaster.series.Share;
import dev.tidegate.forecaster.state.SavedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The live forecaster of one series. Fed slot by slot, it updates its models, scores them, and forecasts from the end of
 * what was observed. Once a day it rebuilds itself from its trailing history, so that no old data can distort it for
 * good: the next ensemble is trained a little with each slot and replaces the live one when it has caught up.
 * Deterministic; reads no clock; not thread-safe.
 */
public final class Forecaster {
    private static final int NEEDED_SLOTS = 12;

    private final ForecasterSettings settings;
    private final EnsembleSpec spec;
    private final Observations observations;
    private final List<ExternalModel> externalModels = new ArrayList<>();
    // The observations held start with its window.
    private Optional<FittedEnsemble> live = Optional.empty();
    private Optional<FittedEnsemble> training = Optional.empty();
    private int unusableValues;
    private int rebuildOffset; // slots held modulo a day when the daily rebuild is due

    private Forecaster(ForecasterSettings settings, EnsembleSpec spec) {
        this.settings = settings;
        this.spec = spec;
        observations = new Observations(settings.step());
        rebuildOffset = settings.phase() % spec.day();
    }

    /** With default settings, which need no tuning. */
    public static Forecaster forStep(Duration step) {
        return of(ForecasterSettings.forStep(step));
    }

    public static Forecaster of(ForecasterSettings settings) {
        return new Forecaster(settings, new EnsembleSpec(settings));
    }

    /**
     * A forecaster that uses only one of the models that {@link #models} names, with the same calibration: it shows what
     * that model is worth by itself.
     */
    public static Forecaster ofModel(ForecasterSettings settings, String model) {
        return new Forecaster(settings, new EnsembleSpec(settings).withOnly(model));
    }

    /** A forecaster that uses only an external model: it has no forecast until that model has woken. */
    public static Forecaster ofModel(ForecasterSettings settings, ExternalModel externalModel) {
        Forecaster forecaster = new Forecaster(settings, new EnsembleSpec(settings).withNoModels());
        forecaster.addExternalModel(externalModel);
        return forecaster;
    }

    /** Names of the models that take part with these settings. */
    public static List<String> models(ForecasterSettings settings) {
        return new EnsembleSpec(settings).modelNames();
    }

    /** Continues where {@code saved} stopped: the forecasts are the same, to the bit. */
    public static Forecaster restore(SavedState saved) {
        return restore(saved, List.of());
    }

    /** Likewise for a forecaster with {@code events}, which are configuration and therefore not saved. */
    public static Forecaster restore(SavedState saved, List<Event> events) {
        Series observed = saved.observed();
        Forecaster forecaster =
                of(new ForecasterSettings(observed.step(), saved.horizon(), saved.phase(), events));
        forecaster.unusableValues = saved.unusable();
        forecaster.observations.startAt(observed.start());
        for (int i = 0; i < observed.size(); i++) {
            if (i < saved.rebuiltAfter()) {
                forecaster.observations.add(observed.at(i));
                if (i + 1 == saved.rebuiltAfter()) {
                    forecaster.rebuild();
                }
            } else {
                forecaster.step(observed.at(i));
            }
        }
        return forecaster;
    }

    /** The state that {@link #restore} needs. */
    public SavedState save() {
        return new SavedState(
                settings.horizon(),
                rebuildOffset,
                observations.all(),
                live.map(FittedEnsemble::window).orElse(0),
                unusableValues);
    }

    /**
     * Adds an external model, in place of an earlier one of the same name. Like every model it is scored only on slots
     * after its training. External models are not saved: whoever restores a forecaster adds them again.
     */
    public void addExternalModel(ExternalModel externalModel) {
        externalModels.removeIf(each -> each.model().name().equals(externalModel.model().name()));
        externalModels.add(externalModel);
        if (live.isPresent()) {
            rebuild();
        }
    }

    /** Loads a history at once. Its step must be the forecaster's. */
    public void observe(Series history) {
        if (!history.step().equals(settings.step())) {
            throw new IllegalArgumentException(
                    "step must be " + settings.step() + ", was " + history.step());
        }
        if (history.size() == 0) {
            return;
        }
        skipTo(history.start());
        for (int i = 0; i < history.size(); i++) {
            observations.add(usable(history.at(i)));
        }
        rebuild();
    }

    /**
     * Observes the slot that starts at {@code slotStart}; empty when it has no value. Slots skipped since the last one
     * count as missing; observing a slot twice is an error.
     */
    public void observe(Instant slotStart, OptionalDouble value) {
        skipTo(slotStart);
        step(usable(value));
    }

    /** Advances to {@code origin}: slots not observed by then count as missing. */
    public void advanceTo(Instant origin) {
        if (!observations.isEmpty()) {
            skipTo(origin);
        }
    }

    /** Forecasts the next {@code steps} slots. */
    public ForecastOutcome forecast(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, was " + steps);
        }
        if (steps > settings.horizon()) {
            return new ForecastOutcome.Refused(
                    Refusal.HORIZON_TOO_LONG,
                    steps + " steps asked, horizon is " + settings.horizon());
        }
        int known = observations.knownSlots();
        if (known == 0 && unusableValues > 0) {
            return new ForecastOutcome.Refused(
                    Refusal.NO_USABLE_VALUE, unusableValues + " values could not be used");
        }
        if (known < NEEDED_SLOTS || live.isEmpty()) {
            return new ForecastOutcome.TooLittleHistory(known, NEEDED_SLOTS);
        }
        if (observations.trailingGap() > spec.maxGap()) {
            return new ForecastOutcome.Refused(
                    Refusal.GAP_TOO_LONG, observations.trailingGap() + " slots without a value");
        }
        return new ForecastOutcome.Forecasted(compose(live.get(), steps));
    }

    private Forecast compose(FittedEnsemble fitted, int steps) {
        Ensemble ensemble = fitted.ensemble();
        List<QuantileCurve> curves = new ArrayList<>(steps);
        Instant slot = observations.end();
        for (QuantileCurve curve : ensemble.curves(steps)) {
            curves.add(curve.times(fitted.scaleAt(slot)));
            slot = slot.plus(settings.step());
        }
        Provenance provenance =
                new Provenance(
                        ensemble.weights(),
                        ensemble.sleeping(),
                        settings.step().multipliedBy(observations.size()),
                        Share.of(observations.knownSlots(), observations.size()),
                        ensemble.coverage95(),
                        fitted.latestShift(observations));
        return new Forecast(
                observations.end(), settings.step(), curves, ensemble.rankPaths(steps), provenance);
    }

    private OptionalDouble usable(OptionalDouble value) {
        if (value.isPresent()
                && !(value.getAsDouble() >= 0 && Double.isFinite(value.getAsDouble()))) {
            unusableValues++;
            return OptionalDouble.empty();
        }
        return value;
    }

    private void skipTo(Instant slotStart) {
        if (observations.isEmpty()) {
            observations.startAt(slotStart);
            return;
        }
        Duration ahead = Duration.between(observations.end(), slotStart);
        long skipped = ahead.dividedBy(settings.step());
        if (ahead.isNegative() || !settings.step().multipliedBy(skipped).equals(ahead)) {
            throw new IllegalArgumentException(
                    "slot must follow " + observations.end() + " on the grid, was " + slotStart);
        }
        if (skipped > spec.history()) {
            observations.startAt(slotStart); // nothing before so long a gap is of use
            live = Optional.empty();
            training = Optional.empty();
            return;
        }
        for (long i = 0; i < skipped; i++) {
            step(OptionalDouble.empty());
        }
    }

    private void step(OptionalDouble value) {
        observations.add(value);
        if (live.isEmpty()) {
            rebuild();
            return;
        }
        live.get().catchUp(observations);
        if (isRebuildDue(live.get().window())) {
            startTraining();
        } else {
            training.ifPresent(this::continueTraining);
        }
    }

    /** Once a day; within the first day, each time the history has doubled. */
    private boolean isRebuildDue(int window) {
        int held = observations.size();
        boolean dayIsOver = (held - rebuildOffset) % spec.day() == 0;
        boolean hasDoubled = held < spec.day() && held >= 2 * window;
        return dayIsOver || (hasDoubled && training.isEmpty());
    }

    private void startTraining() {
        training = newEnsemble();
        if (training.isEmpty()) {
            rebuild();
        }
    }

    /** Runs this slot's share of the training; rebuilds keep their time of day when old slots are dropped. */
    private void continueTraining(FittedEnsemble next) {
        int dropped = next.first() - observations.first();
        if (train(next, 1 + next.maxTrainingSteps() / spec.maxRebuildSlots())) {
            rebuildOffset = Math.floorMod(rebuildOffset - dropped, spec.day());
        }
    }

    /** Runs at most {@code steps} training steps, and returns whether {@code next} is now trained and live. */
    private boolean train(FittedEnsemble next, int steps) {
        for (int i = 0; i < steps && !next.isTrained(); i++) {
            next.trainStep();
        }
        if (!next.isTrained()) {
            return false;
        }
        next.catchUp(observations);
        observations.forgetBefore(next.first());
        live = training;
        training = Optional.empty();
        return true;
    }

    /** Trains a new ensemble at once. */
    private void rebuild() {
        training = newEnsemble();
        live = Optional.empty();
        training.ifPresent(next -> train(next, next.maxTrainingSteps()));
        if (live.isEmpty()) {
            observations.forgetBefore(observations.next() - spec.history());
        }
    }

    /** An untrained ensemble for the observations held; empty while too few are known. */
    private Optional<FittedEnsemble> newEnsemble() {
        int first = Math.max(observations.first(), observations.next() - spec.history());
        return observations.knownSince(first) < NEEDED_SLOTS
                ? Optional.empty()
                : Optional.of(
                        new FittedEnsemble(spec, settings, externalModels, observations, first));
    }
}
