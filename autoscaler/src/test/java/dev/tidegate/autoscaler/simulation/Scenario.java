package dev.tidegate.autoscaler.simulation;

/**
 * A demand in replicas, one value for each minute, and the environment of the fleet.
 *
 * @param start first step that is simulated; earlier ones are history
 */
@SuppressWarnings("ArrayRecordComponent") // never modified
record Scenario(String name, double[] demand, int start, Environment environment) {
    static final int LEAD = 5;
    static final int DAY = 1440;

    @Override
    public String toString() {
        return name;
    }
}
