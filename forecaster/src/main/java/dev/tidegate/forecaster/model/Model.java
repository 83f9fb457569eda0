package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.List;

/** A published forecasting model with its settings. Implementations are immutable and thread-safe. */
public interface Model {
    /** Short stable name, such as {@code holt-winters-288}. */
    String name();

    /** Names of its forecasts, one or more. Variants share one state, which is cheaper than separate models. */
    default List<String> variants() {
        return List.of(name());
    }

    /** Minimum slots of history for a forecast of {@code variant}. */
    int minSlots(int variant);

    /** Minimum slots of history for {@link #fit}. */
    default int minSlots() {
        return minSlots(0);
    }

    /**
     * Whether a fitted model should be fitted again from time to time, because observing updates its state but not its
     * parameters.
     */
    default boolean needsRefit() {
        return false;
    }

    /**
     * Estimates the parameters on {@code history}, which has at least {@link #minSlots} slots, one of them known, and
     * returns the model with its state at the end of it. Deterministic.
     */
    default FittedModel fit(Series history) {
        return fit(PreparedHistory.of(history));
    }

    /** Likewise, on a history with the intermediate results of other models. */
    FittedModel fit(PreparedHistory past);

    /** Slots before the last known one, which is included, that {@link #fit} uses. */
    default int lookback() {
        return Integer.MAX_VALUE;
    }
}
