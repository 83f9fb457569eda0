package dev.tidegate.forecaster.model;

import java.util.OptionalDouble;

/**
 * A model with its parameters and the state it has reached. Carrying it on takes time that does not
 * grow with the history. Not thread-safe.
 */
public interface FittedModel {
    /** Carries the state over the next slot; empty when nothing was seen in it. */
    void observe(OptionalDouble value);

    /** What {@code variant} expects in the slot {@code steps} ahead, the next being 1. Changes no state. */
    double ahead(int variant, int steps);
}
