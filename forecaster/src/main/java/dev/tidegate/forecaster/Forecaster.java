package dev.tidegate.forecaster;

import dev.tidegate.forecaster.interval.QuantileCurve;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.select.Ensemble;
import dev.tidegate.forecaster.series.Event;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.forecaster.series.Share;
import dev.tidegate.forecaster.state.SavedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One series' live forecaster: fed slot by slot, it carries its models along, keeps score of them, and says what
 * comes next from the end of what was observed. Once a day it rebuilds itself from its trailing history, so
 * that nothing old can poison it. Deterministic; reads no clock; not thread-safe.
 */
public final class Forecaster {
    private static final int NEEDED_SLOTS = 12;

    private final ForecasterSettings settings;
    private final Blueprint blueprint;
    private final Observations observations;
    private final List<Guest> guests = new ArrayList<>();
    private Ensemble ensemble;
    private Unit unit = new Unit(1);
    private EventEffects effects = EventEffects.none();
    private boolean started;
    private int rebuiltAfter; // slots held at the last rebuild
    private int unusable;

    private Forecaster(ForecasterSettings settings, Blueprint blueprint) {
        this.settings = settings;
        this.blueprint = blueprint;
        observations = new Observations(settings.step(), blueprint.history());
        ensemble = blueprint.ensemble();
    }

    /** Sensible defaults: no tuning needed. */
    public static Forecaster forStep(Duration step) {
        return of(ForecasterSettings.forStep(step));
    }

    public static Forecaster of(ForecasterSettings settings) {
        return new Forecaster(settings, new Blueprint(settings));
    }

    /**
     * One that follows a single model of those that {@link #models} names, with the same calibration: what that model
     * is worth on its own.
     */
    public static Forecaster alone(ForecasterSettings settings, String model) {
        return new Forecaster(settings, new Blueprint(settings).alone(model));
    }

    /** One that follows a guest only: nothing until it has woken. */
    public static Forecaster alone(ForecasterSettings settings, Guest guest) {
        Forecaster forecaster = new Forecaster(settings, new Blueprint(settings).withoutModels());
        forecaster.adopt(guest);
        return forecaster;
    }

    /** Names of the models that take part with these settings. */
    public static List<String> models(ForecasterSettings settings) {
        return new Blueprint(settings).modelNames();
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
                settings.reach(), settings.phase(), observations.all(), rebuiltAfter, unusable);
    }

    /**
     * Lets a model take part from now on, in place of an earlier guest of the same name. It is judged by the slots since it
     * learnt, like everyone. Guests are not saved: whoever restores a forecaster lets them in again.
     */
    public void adopt(Guest guest) {
        guests.removeIf(each -> each.model().name().equals(guest.model().name()));
        guests.add(guest);
        if (started) {
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
        if (known < NEEDED_SLOTS || !started) {
            return new ForecastOutcome.TooLittleHistory(known, NEEDED_SLOTS);
        }
        if (observations.trailingGap() > blueprint.longestGap()) {
            return new ForecastOutcome.Refused(
                    Refusal.GAP_TOO_LONG, observations.trailingGap() + " slots without a value");
        }
        return new ForecastOutcome.Forecasted(compose(steps));
    }

    private Forecast compose(int steps) {
        List<QuantileCurve> curves = new ArrayList<>(steps);
        for (int ahead = 1; ahead <= steps; ahead++) {
            Instant slot = observations.end().plus(settings.step().multipliedBy(ahead - 1L));
            curves.add(ensemble.curve(ahead).times(unit.size() * effects.at(slot)));
        }
        Provenance provenance =
                new Provenance(
                        ensemble.weights(),
                        ensemble.sleeping(),
                        settings.step().multipliedBy(observations.size()),
                        Share.of(observations.knownSlots(), observations.size()),
                        ensemble.coverage95());
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
        if (skipped > blueprint.history()) {
            observations.startAt(slotStart); // what lies before the gap says nothing any more
            ensemble = blueprint.ensemble();
            started = false;
            rebuiltAfter = 0;
            return;
        }
        for (long i = 0; i < skipped; i++) {
            step(OptionalDouble.empty());
        }
    }

    private void step(OptionalDouble value) {
        observations.add(value);
        if (!started || (observations.size() + settings.phase()) % blueprint.day() == 0) {
            rebuild();
            return;
        }
        double effect = effects.at(observations.end().minus(settings.step()));
        OptionalDouble scaled = unit.scaled(value);
        ensemble.observe(
                scaled.isPresent() ? OptionalDouble.of(scaled.getAsDouble() / effect) : scaled);
        if (ensemble.couldWake()) {
            ensemble.wake(effects.without(unit.scaled(observations.all())));
        }
    }

    private void rebuild() {
        observations.trim();
        if (observations.knownSlots() < NEEDED_SLOTS) {
            return;
        }
        Series history = observations.all();
        unit = Unit.of(history);
        Series inUnits = unit.scaled(history);
        effects = EventEffects.learn(settings.events(), inUnits);
        Series scaled = effects.without(inUnits);
        int warmUp = blueprint.warmUp(scaled.size());
        int refitStride = blueprint.refitStride(scaled.size());
        List<Model> more = latecomers(history);
        more.addAll(blueprint.discovered(scaled));
        ensemble = blueprint.ensemble(more);
        ensemble.wake(scaled.before(scaled.timeAt(warmUp)));
        for (int i = warmUp; i < scaled.size(); i++) {
            ensemble.observe(scaled.at(i));
            if ((scaled.size() - 1 - i) % refitStride == 0) {
                ensemble.refit(scaled.before(scaled.timeAt(i + 1)));
            }
            if (ensemble.couldWake()) {
                ensemble.wake(scaled.before(scaled.timeAt(i + 1)));
            }
        }
        started = true;
        rebuiltAfter = observations.size();
    }

    private List<Model> latecomers(Series history) {
        List<Model> models = new ArrayList<>();
        for (Guest guest : guests) {
            long asleep = history.slotsBefore(guest.learntUntil());
            models.add(new Latecomer(guest.model(), (int) Math.min(Integer.MAX_VALUE, asleep)));
        }
        return models;
    }
}
