package dev.tidegate.autoscaler.situation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The inputs of one decision, besides the past.
 *
 * @param now       time of the decision, at or after the end of the step that {@code demand} is about
 * @param demand    demand in the newest finished step of the grid
 * @param latest    demand read within the unfinished step, if any
 * @param queued    units that wait, if known
 * @param turnedAway units a second turned away in that step, if known
 * @param overrides overrides of the floor, including expired ones
 * @param setAhead  how far the clock was set forward since the last decision; the age of earlier events excludes it
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

    /** Without a change of the clock. */
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

    /** Share of the demand that was turned away, if both are known: all of it where only what is answered counts, and nothing is. */
    public OptionalDouble turnedAwayShare() {
        return turnedAwayShare(turnedAway, demand.value());
    }

    /** The same, of units a second. */
    public static OptionalDouble turnedAwayShare(OptionalDouble turnedAway, OptionalDouble demand) {
        if (turnedAway.isEmpty() || demand.isEmpty()) {
            return OptionalDouble.empty();
        }
        double away = turnedAway.getAsDouble();
        return OptionalDouble.of(away > 0 ? Math.min(1, away / demand.getAsDouble()) : 0);
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
