package dev.tidegate.runbooks.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Signals when no metrics server is configured: there are none. */
final class NoSignals implements Signals {
    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public SignalReading now(String query) {
        return new SignalReading.Missing("no metrics server is configured");
    }

    @Override
    public List<Sample> range(String query, Instant from, Instant to, Duration step) {
        throw new SignalException("no metrics server is configured");
    }
}
