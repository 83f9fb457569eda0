package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The world that shadow fleets live in.
 *
 * @param patience what waits longer is turned away
 * @param busy     share of the demand that may be turned away
 * @param foresight whether the forecaster's word is among the signals
 * @param events   when demand is known to be unlike itself
 * @param price    what turning work away costs, in what serving it costs; empty to find the one that keeps {@code busy}
 */
public record ShadowSettings(
        Duration step,
        LeadTime lead,
        Duration patience,
        Share busy,
        boolean foresight,
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

    /** The same world, but for the time that launches take. */
    ShadowSettings withLead(LeadTime other) {
        return new ShadowSettings(step, other, patience, busy, foresight, events, price);
    }

    double stepsIn(Duration span) {
        return (double) span.toMillis() / step.toMillis();
    }
}
