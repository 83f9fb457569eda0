package dev.tidegate.runbooks.signal;

/** What a query says now. */
public sealed interface SignalReading {

    record Value(Sample sample) implements SignalReading {}

    /** No single number: nothing answered, the result is empty, has several series, or is no number. */
    record Missing(String why) implements SignalReading {}
}
