package dev.tidegate.forecaster.model;

import java.util.OptionalDouble;

/**
 * A model with its parameters and the state it has reached. Carrying it on takes time that does not
 * grow with the history. Not thread-safe.
 */
public interface FittedModel {
    /** Carries the state over the next slot. */
    void observe(double value);

    /** Carries the state over a slot in which nothing was seen. */
    void pass();

    /** The one or the other. */
    default void observe(OptionalDouble value) {
        if (value.isPresent()) {
            observe(value.getAsDouble());
        } else {
            pass();
        }
    }

    /** What {@code variant} expects in the slot {@code steps} ahead, the next being 1. Changes no state. */
    double ahead(int variant, int steps);
}
