package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;

/** What came of asking for the past. */
public sealed interface History {

    /** The past up to the newest finished slot; slots without an answer are missing. */
    record Read(Series series) implements History {}

    /** The source could not be asked, or not believed: the past may be there, and is asked for again later. */
    record Unavailable(Reason why, String detail) implements History {}

    /** Told after each part of the past that was read, for the log. */
    interface Progress {
        void read(int slots, int ofAll);
    }
}
