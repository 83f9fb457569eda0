package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.ReplayFleet;
import java.util.function.ToDoubleBiFunction;

/** A policy that at the beginning of an interval asks for what a forecast of the interval's mean needs. Not thread-safe. */
final class Interval implements SimulatedPolicy {
    /** 180 s, Dynamo's default. */
    static final int STEPS = 3;

    private final ToDoubleBiFunction<double[], Integer> forecast;
    private int asked;

    private Interval(ToDoubleBiFunction<double[], Integer> forecast) {
        this.forecast = forecast;
    }

    /** @param forecast of the interval that begins with a step, from the demand before it */
    static SimulatedPolicy predicted(ToDoubleBiFunction<double[], Integer> forecast) {
        return new Interval(forecast);
    }

    @Override
    public int target(double[] observed, int step, boolean isKnown, ReplayFleet fleet) {
        if (asked == 0) {
            asked = fleet.total();
        }
        if (step % STEPS == 0) {
            asked = PeerPolicies.replicas(forecast.applyAsDouble(observed, step));
        }
        return asked;
    }
}
