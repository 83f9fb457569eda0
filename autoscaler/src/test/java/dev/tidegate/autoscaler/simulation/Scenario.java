package dev.tidegate.autoscaler.simulation;

/**
 * A demand in replicas, one value for each minute, and the environment of the fleet.
 *
 * @param start first step that is simulated; earlier ones are history
 */
@SuppressWarnings("ArrayRecordComponent") // never modified
public record Scenario(String name, double[] demand, int start, Environment environment) {
    public static final int LEAD = 5;
    public static final int DAY = 1440;

    @Override
    public String toString() {
        return name;
    }
}
