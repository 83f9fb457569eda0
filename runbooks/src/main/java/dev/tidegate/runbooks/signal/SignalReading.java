package dev.tidegate.runbooks.signal;

/** Result of a query for the current value. */
public sealed interface SignalReading {

    record Value(Sample sample) implements SignalReading {}

    /** No single number: no answer, an empty result, several series, or not a number. */
    record Missing(String why) implements SignalReading {}
}
