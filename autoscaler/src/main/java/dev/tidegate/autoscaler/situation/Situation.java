package dev.tidegate.autoscaler.situation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All that a decision may know besides the past.
 *
 * @param now       the instant of the decision, at or after the end of the step that {@code demand} is about
 * @param demand    demand in the newest finished step of the grid
 * @param latest    demand as it is read within the step that is not over yet, if it is
 * @param queued    units that wait, if known
 * @param turnedAway units a second that were turned away in that step, if known
 * @param overrides the operator's, expired ones included
 * @param setAhead  how far the clock was set forward since the decision before; what was then is as long ago as it was without that
 */
public record Situation(
        Instant now,
        Observation demand,
        FleetReading fleet,
        OptionalDouble latest,
        OptionalDouble queued,
        OptionalDouble turnedAway,
        List<FloorOverride> overrides,
        Duration setAhead) {

    public Situation {
        overrides = List.copyOf(overrides);
        if (setAhead.isNegative()) {
            throw new IllegalArgumentException("setAhead must not be negative, was " + setAhead);
        }
    }

    /** By a clock that nobody sets. */
    public Situation(
            Instant now,
            Observation demand,
            FleetReading fleet,
            OptionalDouble latest,
            OptionalDouble queued,
            OptionalDouble turnedAway,
            List<FloorOverride> overrides) {
        this(now, demand, fleet, latest, queued, turnedAway, overrides, Duration.ZERO);
    }

    public static Situation of(Instant now, Observation demand, FleetReading fleet) {
        return new Situation(
                now,
                demand,
                fleet,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of());
    }
}
