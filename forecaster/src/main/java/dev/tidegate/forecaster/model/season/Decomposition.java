package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.series.Series;

/** A way to take the seasons of a series apart from the rest. Implementations are immutable. */
public sealed interface Decomposition permits Classical, Stl {
    /** Short stable name, such as {@code stl-288}. */
    String name();

    /** Slots of history below which the seasons cannot be told. */
    int leastSlots();

    /** The seasons of {@code history}, which has at least {@link #leastSlots} slots, one of them known. */
    Seasons of(Series history);
}
