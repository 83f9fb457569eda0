package dev.tidegate.autoscaler.capacity;

import java.util.ArrayDeque;

/**
 * The fewest replica-steps that serve everything at once with the future known, step by step: each replica runs through a
 * gap, or stops and pays its start again, whichever is cheaper. A gap is paid when it is over. What is kept grows with the levels
 * that demand fell from, not with the demand. Not thread-safe.
 */
public final class ClairvoyantBound {
    private static final double MOST = 1e12; // replicas; more of a demand is not told apart

    private final ArrayDeque<Idle> lowest = new ArrayDeque<>(); // first, as the busiest replicas
    private long step;

    /** Replicas that stand side by side, and the step after their last; those above them have been idle for longer. */
    private record Idle(long count, long since) {}

    /**
     * Takes in the next step.
     *
     * @param demand in replicas
     * @param lag    steps from an order until it serves
     * @return replica-steps that it adds
     */
    public long add(double demand, int lag) {
        long need = (long) Math.min(MOST, Math.ceil(demand - 1e-9));
        long left = need;
        long paid = 0;
        while (left > 0) {
            // what never ran has been idle from the start
            Idle next = lowest.isEmpty() ? new Idle(left, 0) : lowest.pop();
            long taken = Math.min(left, next.count());
            paid += taken * (1 + Math.min(step - next.since(), lag));
            left -= taken;
            if (taken < next.count()) {
                lowest.push(new Idle(next.count() - taken, next.since()));
            }
        }
        step++;
        if (need > 0) {
            lowest.push(new Idle(need, step));
        }
        return paid;
    }
}
