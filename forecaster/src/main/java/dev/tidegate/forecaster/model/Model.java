package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.List;

/** A published forecasting model with its settings. Implementations are immutable. */
public interface Model {
    /** Short stable name, such as {@code holt-winters-288}. */
    String name();

    /**
     * Names of the forecasts that it gives, one or more: variants share one state, which is cheaper than a
     * model each.
     */
    default List<String> variants() {
        return List.of(name());
    }

    /** Slots of history below which a variant has nothing to say. */
    int leastSlots(int variant);

    /** Slots of history below which {@link #fit} is not worth asking for. */
    default int leastSlots() {
        return leastSlots(0);
    }

    /**
     * Whether what it fits grows stale, because carrying it on moves its state but not its parameters: such a
     * model is fitted again from time to time.
     */
    default boolean growsStale() {
        return false;
    }

    /**
     * Estimates the parameters on {@code history}, which has at least {@link #leastSlots} slots, one of
     * them known, and returns the model as it stands at its end. Deterministic.
     */
    default FittedModel fit(Series history) {
        return fit(PreparedHistory.of(history));
    }

    /** Likewise, with what other models have made of the same history already. */
    FittedModel fit(PreparedHistory past);

    /** Slots at the end of a history, up to the last known one, beyond which {@link #fit} does not look. */
    default int looksBack() {
        return Integer.MAX_VALUE;
    }
}
