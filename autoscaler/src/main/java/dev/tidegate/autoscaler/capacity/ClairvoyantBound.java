package dev.tidegate.autoscaler.capacity;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Lower bound on replica-steps: the fewest that serve all demand at once, given perfect knowledge of the future. Each
 * replica either runs through a gap in its load or stops and pays its launch again, whichever is cheaper; a gap is
 * charged when it ends. Memory grows with the number of levels that demand fell from, not with demand. Not thread-safe.
 */
public final class ClairvoyantBound {
    private static final double MAX_DEMAND = 1e12; // replicas; larger demands count as this

    // Most recently used replicas first.
    private final ArrayDeque<Group> groups = new ArrayDeque<>();
    private long step;

    /** A group of replicas with the step after their last use; later groups have been idle for longer. */
    private record Group(long count, long idleSince) {}

    /**
     * The bound of a whole trace.
     *
     * @param demand in replicas, by step
     * @param lag    steps from an order until it serves
     */
    public static long replicaSteps(double[] demand, int lag) {
        ClairvoyantBound bound = new ClairvoyantBound();
        return Arrays.stream(demand).mapToLong(each -> bound.add(each, lag)).sum();
    }

    /**
     * Adds the next step.
     *
     * @param demand in replicas
     * @param lag    steps from an order until it serves
     * @return replica-steps that the step adds
     */
    public long add(double demand, int lag) {
        long need = (long) Math.min(MAX_DEMAND, Math.ceil(demand - 1e-9));
        long remaining = need;
        long paid = 0;
        while (remaining > 0) {
            // replicas never used count as idle from the start
            Group group = groups.isEmpty() ? new Group(remaining, 0) : groups.pop();
            long taken = Math.min(remaining, group.count());
            paid += taken * (1 + Math.min(step - group.idleSince(), lag));
            remaining -= taken;
            if (taken < group.count()) {
                groups.push(new Group(group.count() - taken, group.idleSince()));
            }
        }
        step++;
        if (need > 0) {
            groups.push(new Group(need, step));
        }
        return paid;
    }
}
