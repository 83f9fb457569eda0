package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.series.Series;

/** A method that separates the seasons of a series from the remainder. Implementations are immutable. */
public sealed interface Decomposition permits Classical, Stl {
    /** Short stable name, such as {@code stl-288}. */
    String name();

    /** Minimum slots of history for finding the seasons. */
    int minSlots();

    /** The seasons of {@code history}, which has at least {@link #minSlots} slots, one of them known. */
    Seasons of(Series history);
}
