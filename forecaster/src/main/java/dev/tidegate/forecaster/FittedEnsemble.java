package dev.tidegate.forecaster;

import dev.tidegate.forecaster.Provenance.LevelShift;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.select.Ensemble;
import dev.tidegate.forecaster.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An ensemble that is grown from one window of the observations and then carried along. It grows in parts, each of one
 * model's fit or a few slots played again, so that the work can be spread over the steps that follow. What it becomes depends
 * on the window and on the slots since, not on when which part was done. Not thread-safe.
 */
final class FittedEnsemble {
    private static final int SLOTS_A_PART = 64;

    private final int first; // number of the window's first slot
    private final int window; // slots in it
    private final Scale unit;
    private final EventEffects effects;
    private final Ensemble ensemble;
    private final LevelShifts shifts;
    private final int refitStride;
    private final int mostParts;
    private Series history; // the window as the models see it, let go of when it has been played
    private PreparedHistory past; // as much of it as has been seen
    private int seen; // slots, of the window and since
    private int looked; // models that were looked at for a fit after those

    /** Ready to grow from the slots {@code first} to the newest. */
    FittedEnsemble(
            EnsembleSpec spec,
            ForecasterSettings settings,
            List<ExternalModel> externalModels,
            Observations observations,
            int first) {
        Series observed = observations.between(first, observations.next());
        this.first = first;
        window = observed.size();
        unit = Scale.of(observed);
        Series inUnits = unit.scaled(observed);
        effects = EventEffects.learn(settings.events(), inUnits);
        history = effects.without(inUnits);
        List<Model> more = latecomers(externalModels, observed);
        more.addAll(spec.discovered(history));
        ensemble = spec.ensemble(more, window);
        refitStride = spec.refitStride(window);
        seen = spec.warmUp(window);
        past = PreparedHistory.of(history.first(seen));
        ensemble.startAfter(past.series());
        shifts = new LevelShifts(spec.day());
        for (int i = 0; i < seen; i++) {
            shifts.observe(history.at(i));
        }
        int replayed = window - seen;
        int refits = replayed / refitStride + 1;
        int fits = (refits + 1) * ensemble.models();
        mostParts = fits + replayed / SLOTS_A_PART + refits + ensemble.models() + 1;
    }

    private static List<Model> latecomers(List<ExternalModel> externalModels, Series history) {
        List<Model> models = new ArrayList<>();
        for (ExternalModel externalModel : externalModels) {
            long asleep = history.slotsBefore(externalModel.learntUntil());
            models.add(
                    new SleepingModel(
                            externalModel.model(), (int) Math.min(Integer.MAX_VALUE, asleep)));
        }
        return models;
    }

    /** Slots that it is grown from. */
    int window() {
        return window;
    }

    /** Number of the first of them. */
    int first() {
        return first;
    }

    /** More parts than it takes to grow up. */
    int mostParts() {
        return mostParts;
    }

    boolean isGrown() {
        return seen >= window && looked == ensemble.models();
    }

    /** Does the next part of the growing. */
    void grow() {
        while (looked < ensemble.models()) {
            if (ensemble.fit(looked++, past, isRefitDue())) {
                return;
            }
        }
        int end = Math.min(window, seen + SLOTS_A_PART);
        boolean fitsAreDue = false;
        while (seen < end && !fitsAreDue) {
            observe(history.at(seen++));
            fitsAreDue = isRefitDue() || ensemble.couldWake();
        }
        if (fitsAreDue) {
            past = past.grownTo(history.first(seen));
            looked = 0;
        }
    }

    private boolean isRefitDue() {
        return (window - seen) % refitStride == 0;
    }

    /** Takes in what was observed since, once it is grown. */
    void catchUp(Observations observations) {
        history = history.last(0);
        past = PreparedHistory.of(history);
        while (first + seen < observations.next()) {
            int slot = first + seen++;
            OptionalDouble scaled = unit.scaled(observations.at(slot));
            double effect = effects.at(observations.timeAt(slot));
            observe(scaled.isPresent() ? OptionalDouble.of(scaled.getAsDouble() / effect) : scaled);
            if (ensemble.couldWake()) {
                wake(effects.without(unit.scaled(observations.between(first, slot + 1))));
            }
        }
    }

    private void observe(OptionalDouble scaled) {
        ensemble.observe(scaled);
        shifts.observe(scaled);
    }

    private void wake(Series whole) {
        PreparedHistory now = PreparedHistory.of(whole);
        for (int model = 0; model < ensemble.models(); model++) {
            ensemble.fit(model, now, false);
        }
    }

    /** The latest that was seen in the window and since. */
    Optional<LevelShift> latestShift(Observations observations) {
        return shifts.latest()
                .map(
                        seen ->
                                new LevelShift(
                                        observations.timeAt(first + seen.slot()), seen.factor()));
    }

    Ensemble ensemble() {
        return ensemble;
    }

    /** What a number of the ensemble's stands for in the slot that starts at {@code slot}. */
    double scaleAt(Instant slot) {
        return unit.size() * effects.at(slot);
    }
}
