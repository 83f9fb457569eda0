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
 * One series' live forecaster: fed slot by slot, it carries its models along, keeps score of them, and says what
 * comes next from the end of what was observed. Once a day it rebuilds itself from its trailing history, so
 * that nothing old can poison it: the next generation grows a little with each slot, and takes over when it has caught up.
 * Deterministic; reads no clock; not thread-safe.
 */
public final class Forecaster {
    private static final int NEEDED_SLOTS = 12;

    private final ForecasterSettings settings;
    private final EnsembleSpec spec;
    private final Observations observations;
    private final List<ExternalModel> externalModels = new ArrayList<>();
    private Optional<FittedEnsemble> live = Optional.empty(); // what is held starts with its window
    private Optional<FittedEnsemble> growing = Optional.empty();
    private int unusable;
    private int putOff; // slots from a whole number of days held to the next daily rebuild

    private Forecaster(ForecasterSettings settings, EnsembleSpec spec) {
        this.settings = settings;
        this.spec = spec;
        observations = new Observations(settings.step());
        putOff = settings.phase() % spec.day();
    }

    /** Sensible defaults: no tuning needed. */
    public static Forecaster forStep(Duration step) {
        return of(ForecasterSettings.forStep(step));
    }

    public static Forecaster of(ForecasterSettings settings) {
        return new Forecaster(settings, new EnsembleSpec(settings));
    }

    /**
     * One that follows a single model of those that {@link #models} names, with the same calibration: what that model
     * is worth on its own.
     */
    public static Forecaster alone(ForecasterSettings settings, String model) {
        return new Forecaster(settings, new EnsembleSpec(settings).alone(model));
    }

    /** One that follows a guest only: nothing until it has woken. */
    public static Forecaster alone(ForecasterSettings settings, ExternalModel externalModel) {
        Forecaster forecaster =
                new Forecaster(settings, new EnsembleSpec(settings).withoutModels());
        forecaster.adopt(externalModel);
        return forecaster;
    }

    /** Names of the models that take part with these settings. */
    public static List<String> models(ForecasterSettings settings) {
        return new EnsembleSpec(settings).modelNames();
    }

    /** One that goes on where {@code saved} stopped: it will say the same, to the bit. */
    public static Forecaster restore(SavedState saved) {
        return restore(saved, List.of());
    }

    /** Likewise for one that knew {@code events}, which are configuration and so not saved. */
    public static Forecaster restore(SavedState saved, List<Event> events) {
        Series observed = saved.observed();
        Forecaster forecaster =
                of(new ForecasterSettings(observed.step(), saved.reach(), saved.phase(), events));
        forecaster.unusable = saved.unusable();
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

    /** Everything that {@link #restore} needs. */
    public SavedState save() {
        return new SavedState(
                settings.reach(),
                putOff,
                observations.all(),
                live.map(FittedEnsemble::window).orElse(0),
                unusable);
    }

    /**
     * Lets a model take part from now on, in place of an earlier guest of the same name. It is judged by the slots since it
     * learnt, like everyone. Guests are not saved: whoever restores a forecaster lets them in again.
     */
    public void adopt(ExternalModel externalModel) {
        externalModels.removeIf(each -> each.model().name().equals(externalModel.model().name()));
        externalModels.add(externalModel);
        if (live.isPresent()) {
            rebuild();
        }
    }

    /** Loads what is known so far in one go. Its step must be the forecaster's. */
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
     * The slot that starts at {@code slotStart}; empty when nothing was seen in it. Slots skipped since the
     * last one are missing; a slot that was already observed is a mistake.
     */
    public void observe(Instant slotStart, OptionalDouble value) {
        skipTo(slotStart);
        step(usable(value));
    }

    /** Everything up to {@code origin} is over: slots not observed by then are missing. */
    public void passUntil(Instant origin) {
        if (!observations.isEmpty()) {
            skipTo(origin);
        }
    }

    /** What comes in the next {@code steps} slots. */
    public ForecastOutcome forecast(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, was " + steps);
        }
        if (steps > settings.reach()) {
            return new ForecastOutcome.Refused(
                    Refusal.HORIZON_TOO_LONG, steps + " steps asked, reach is " + settings.reach());
        }
        int known = observations.knownSlots();
        if (known == 0 && unusable > 0) {
            return new ForecastOutcome.Refused(
                    Refusal.NO_USABLE_VALUE, unusable + " values could not be used");
        }
        if (known < NEEDED_SLOTS || live.isEmpty()) {
            return new ForecastOutcome.TooLittleHistory(known, NEEDED_SLOTS);
        }
        if (observations.trailingGap() > spec.longestGap()) {
            return new ForecastOutcome.Refused(
                    Refusal.GAP_TOO_LONG, observations.trailingGap() + " slots without a value");
        }
        return new ForecastOutcome.Forecasted(compose(live.get(), steps));
    }

    private Forecast compose(FittedEnsemble generation, int steps) {
        Ensemble ensemble = generation.ensemble();
        List<QuantileCurve> curves = new ArrayList<>(steps);
        Instant slot = observations.end();
        for (QuantileCurve curve : ensemble.curves(steps)) {
            curves.add(curve.times(generation.scaleAt(slot)));
            slot = slot.plus(settings.step());
        }
        Provenance provenance =
                new Provenance(
                        ensemble.weights(),
                        ensemble.sleeping(),
                        settings.step().multipliedBy(observations.size()),
                        Share.of(observations.knownSlots(), observations.size()),
                        ensemble.coverage95(),
                        generation.latestShift(observations));
        return new Forecast(
                observations.end(), settings.step(), curves, ensemble.rankPaths(steps), provenance);
    }

    private OptionalDouble usable(OptionalDouble value) {
        if (value.isPresent()
                && !(value.getAsDouble() >= 0 && Double.isFinite(value.getAsDouble()))) {
            unusable++;
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
            observations.startAt(slotStart); // what lies before the gap says nothing any more
            live = Optional.empty();
            growing = Optional.empty();
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
            begin();
        } else {
            growing.ifPresent(this::growOn);
        }
    }

    /** Once a day, and while there is less than that each time that what is known has doubled. */
    private boolean isRebuildDue(int window) {
        int held = observations.size();
        boolean dayIsOver = (held - putOff) % spec.day() == 0;
        boolean hasDoubled = held < spec.day() && held >= 2 * window;
        return dayIsOver || (hasDoubled && growing.isEmpty());
    }

    private void begin() {
        growing = generation();
        if (growing.isEmpty()) {
            rebuild();
        }
    }

    /** A step's part of the growing. The days go on as they were, though their count begins anew with what is held. */
    private void growOn(FittedEnsemble next) {
        int forgotten = next.first() - observations.first();
        if (grow(next, 1 + next.mostParts() / spec.rebuiltWithin())) {
            putOff = Math.floorMod(putOff - forgotten, spec.day());
        }
    }

    /** Goes on by so many parts, and lets the next generation take over when it is done: whether it is. */
    private boolean grow(FittedEnsemble next, int parts) {
        for (int i = 0; i < parts && !next.isGrown(); i++) {
            next.grow();
        }
        if (!next.isGrown()) {
            return false;
        }
        next.catchUp(observations);
        observations.forgetBefore(next.first());
        live = growing;
        growing = Optional.empty();
        return true;
    }

    /** All at once. */
    private void rebuild() {
        growing = generation();
        live = Optional.empty();
        growing.ifPresent(next -> grow(next, next.mostParts()));
        if (live.isEmpty()) {
            observations.forgetBefore(observations.next() - spec.history());
        }
    }

    /** One that has yet to grow from what is held now, as far as that says anything. */
    private Optional<FittedEnsemble> generation() {
        int first = Math.max(observations.first(), observations.next() - spec.history());
        return observations.knownSince(first) < NEEDED_SLOTS
                ? Optional.empty()
                : Optional.of(
                        new FittedEnsemble(spec, settings, externalModels, observations, first));
    }
}
