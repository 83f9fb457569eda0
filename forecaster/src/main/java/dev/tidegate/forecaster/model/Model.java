package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;

/** A published forecasting model with its settings. Implementations are immutable. */
public interface Model {
    /** Short stable name, such as {@code holt-winters-288}. */
    String name();

    /** Slots of history below which {@link #fit} is not worth asking for. */
    int leastSlots();

    /**
     * Estimates the parameters on {@code history}, which has at least {@link #leastSlots} slots, one of
     * them known, and returns the model as it stands at its end. Deterministic.
     */
    FittedModel fit(Series history);
}
