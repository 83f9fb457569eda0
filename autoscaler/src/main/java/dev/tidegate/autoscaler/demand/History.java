package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;

/** The result of reading the past. */
public sealed interface History {

    /** The past up to the newest finished slot; slots without a value are missing. */
    record Read(Series series) implements History {}

    /** The source could not be read; the past may exist and is queried again later. */
    record Unavailable(Reason why, String detail) implements History {}

    /** Called after each chunk that was read, for the log. */
    interface Progress {
        void read(int slots, int total);
    }
}
