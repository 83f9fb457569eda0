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
 * An ensemble that is trained on one window of the observations and then updated with every new slot. Training is split
 * into steps, each one model fit or a few replayed slots, so that the work can be spread over the following slots. The
 * result depends on the window and the slots since, not on when each step ran. Not thread-safe.
 */
final class FittedEnsemble {
    private static final int SLOTS_PER_STEP = 64;

    private final int first; // number of the window's first slot
    private final int window; // slots in it
    private final Scale scale;
    private final EventEffects effects;
    private final Ensemble ensemble;
    private final LevelShifts shifts;
    private final int refitStride;
    private final int maxTrainingSteps;
    private Series history; // the window, scaled and without events; emptied after training
    private PreparedHistory past; // the part of it replayed so far
    private int seen; // slots replayed or observed, from the start of the window
    private int modelsChecked; // models already considered for a fit at this point

    /** Prepares training on the slots from {@code first} to the newest. */
    FittedEnsemble(
            EnsembleSpec spec,
            ForecasterSettings settings,
            List<ExternalModel> externalModels,
            Observations observations,
            int first) {
        Series observed = observations.between(first, observations.next());
        this.first = first;
        window = observed.size();
        scale = Scale.of(observed);
        Series inUnits = scale.scaled(observed);
        effects = EventEffects.learn(settings.events(), inUnits);
        history = effects.without(inUnits);
        List<Model> more = sleepingModels(externalModels, observed);
        more.addAll(spec.otherSeasonModels(history));
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
        int fits = (refits + 1) * ensemble.modelCount();
        maxTrainingSteps = fits + replayed / SLOTS_PER_STEP + refits + ensemble.modelCount() + 1;
    }

    private static List<Model> sleepingModels(List<ExternalModel> externalModels, Series history) {
        List<Model> models = new ArrayList<>();
        for (ExternalModel externalModel : externalModels) {
            long trainingSlots = history.slotsBefore(externalModel.trainedUntil());
            models.add(
                    new SleepingModel(
                            externalModel.model(),
                            (int) Math.min(Integer.MAX_VALUE, trainingSlots)));
        }
        return models;
    }

    /** Number of slots that it is trained on. */
    int window() {
        return window;
    }

    /** Number of the first of them. */
    int first() {
        return first;
    }

    /** Upper bound on the number of {@link #trainStep} calls until it is trained. */
    int maxTrainingSteps() {
        return maxTrainingSteps;
    }

    boolean isTrained() {
        return seen >= window && modelsChecked == ensemble.modelCount();
    }

    /** Runs the next training step. */
    void trainStep() {
        while (modelsChecked < ensemble.modelCount()) {
            if (ensemble.fit(modelsChecked++, past, isRefitDue())) {
                return;
            }
        }
        int end = Math.min(window, seen + SLOTS_PER_STEP);
        boolean fitsAreDue = false;
        while (seen < end && !fitsAreDue) {
            observe(history.at(seen++));
            fitsAreDue = isRefitDue() || ensemble.hasModelToFit();
        }
        if (fitsAreDue) {
            past = past.extendedTo(history.first(seen));
            modelsChecked = 0;
        }
    }

    private boolean isRefitDue() {
        return (window - seen) % refitStride == 0;
    }

    /** Processes the slots observed since the last call. Only after training. */
    void catchUp(Observations observations) {
        history = history.last(0);
        past = PreparedHistory.of(history);
        while (first + seen < observations.next()) {
            int slot = first + seen++;
            OptionalDouble scaled = scale.scaled(observations.at(slot));
            double effect = effects.factorAt(observations.timeAt(slot));
            observe(scaled.isPresent() ? OptionalDouble.of(scaled.getAsDouble() / effect) : scaled);
            if (ensemble.hasModelToFit()) {
                fitSleeping(effects.without(scale.scaled(observations.between(first, slot + 1))));
            }
        }
    }

    private void observe(OptionalDouble scaled) {
        ensemble.observe(scaled);
        shifts.observe(scaled);
    }

    private void fitSleeping(Series observed) {
        PreparedHistory now = PreparedHistory.of(observed);
        for (int model = 0; model < ensemble.modelCount(); model++) {
            ensemble.fit(model, now, false);
        }
    }

    /** The latest level shift in the window or since. */
    Optional<LevelShift> latestShift(Observations observations) {
        return shifts.latest()
                .map(
                        shift ->
                                new LevelShift(
                                        observations.timeAt(first + shift.slot()), shift.factor()));
    }

    Ensemble ensemble() {
        return ensemble;
    }

    /** The factor from the ensemble's unit to the series' own for the slot that starts at {@code slot}. */
    double scaleAt(Instant slot) {
        return scale.size() * effects.factorAt(slot);
    }
}
