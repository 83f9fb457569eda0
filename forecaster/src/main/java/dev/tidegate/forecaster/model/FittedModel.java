package dev.tidegate.forecaster.model;

import java.util.OptionalDouble;

/**
 * A model with its parameters and the state it has reached. Carrying it on takes time that does not
 * grow with the history. Not thread-safe.
 */
public interface FittedModel {
    /** Carries the state over the next slot; empty when nothing was seen in it. */
    void observe(OptionalDouble value);

    /** Writes what is expected in each of the next {@code ahead.length} slots; changes no state. */
    void forward(double[] ahead);
}
