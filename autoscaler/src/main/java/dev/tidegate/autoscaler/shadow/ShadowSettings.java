package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Settings of the shadow fleets.
 *
 * @param patience work that waits longer is turned away
 * @param busy     share of the demand that may be turned away
 * @param forecasting whether forecasts are among the signals
 * @param events   known periods of unusual demand
 * @param price    price of turning work away, as a multiple of serving it; empty to find the one that keeps {@code busy}
 */
public record ShadowSettings(
        Duration step,
        LeadTime lead,
        Duration patience,
        Share busy,
        boolean forecasting,
        List<Event> events,
        OptionalDouble price) {

    public ShadowSettings {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, was " + patience);
        }
        events = List.copyOf(events);
    }

    /** A copy with another lead time. */
    ShadowSettings withLead(LeadTime other) {
        return new ShadowSettings(step, other, patience, busy, forecasting, events, price);
    }

    double stepsIn(Duration span) {
        return (double) span.toMillis() / step.toMillis();
    }
}
