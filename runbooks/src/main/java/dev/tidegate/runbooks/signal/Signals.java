package dev.tidegate.runbooks.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Queries the metrics of the running service. Thread-safe; every call blocks for at most 10 s. */
public interface Signals {

    /** The query's value now: one number, or why there is none. */
    SignalReading now(String query);

    /**
     * The query's values over a range, oldest first; moments without a value are left out.
     *
     * @throws SignalException when the range cannot be queried
     */
    List<Sample> range(String query, Instant from, Instant to, Duration step);

    /** Whether there is a metrics server to ask: if not, no waiting brings a value. */
    default boolean isConfigured() {
        return true;
    }

    /** Signals without a metrics server. */
    static Signals none() {
        return new NoSignals();
    }
}
