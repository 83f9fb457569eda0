package dev.tidegate.autoscaler.simulation;

/**
 * A demand in replicas, a minute a step, with the world around it.
 *
 * @param start first step that is played; what comes before it is history
 */
@SuppressWarnings("ArrayRecordComponent") // never written after it is made
record Scenario(String name, double[] demand, int start, World world) {
    static final int LAG = 5;
    static final int DAY = 1440;

    @Override
    public String toString() {
        return name;
    }
}
