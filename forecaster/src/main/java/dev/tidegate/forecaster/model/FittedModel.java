package dev.tidegate.forecaster.model;

import java.util.OptionalDouble;

/**
 * A model with fitted parameters and its current state. Updating it takes constant time, whatever the length of the
 * history. Not thread-safe.
 */
public interface FittedModel {
    /** Updates the state with the value of the next slot. */
    void observe(double value);

    /** Updates the state for a slot without a value. */
    void observeMissing();

    /** Updates the state for the next slot, with or without a value. */
    default void observe(OptionalDouble value) {
        if (value.isPresent()) {
            observe(value.getAsDouble());
        } else {
            observeMissing();
        }
    }

    /**
     * The forecast of {@code variant} for the slot {@code steps} ahead, the next slot being 1. Changes no observable
     * state.
     */
    double forecast(int variant, int steps);
}
