package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.capacity.ClairvoyantBound;
import java.util.Arrays;

/**
 * The clairvoyant bound of a whole trace: the fewest replica-steps that serve it given perfect knowledge of the future.
 * A bound, not a policy.
 */
public final class Clairvoyant {

    private Clairvoyant() {}

    /**
     * @param demand in replicas, by step
     * @param lag    steps from an order until it serves
     */
    public static long replicaSteps(double[] demand, int lag) {
        ClairvoyantBound bound = new ClairvoyantBound();
        return Arrays.stream(demand).mapToLong(each -> bound.add(each, lag)).sum();
    }
}
