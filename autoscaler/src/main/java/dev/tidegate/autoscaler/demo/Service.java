package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.util.Arrays;

/**
 * The simulated API: replicas behind one queue. A call that would wait longer than the objective allows is turned away. Tiers
 * change the gateway: from {@link Tier#ISOLATE} on, calls are served strictly by class; from {@link Tier#DEGRADE} on, answers are
 * shorter; at {@link Tier#SMOOTH} calls wait longer instead of being turned away. Not thread-safe.
 */
final class Service {
    /** Shares of the arrivals by class, P0 (interactive, paid) to P3 (bulk). */
    static final double[] CLASSES = {0.05, 0.15, 0.30, 0.50};

    static final double SHORT_ANSWERS = 0.75;
    private static final Duration PATIENT_WAIT = Duration.ofSeconds(30);

    private final double perReplica;
    private final Duration wait;
    private final double[] queue = new double[CLASSES.length];

    Service(double perReplica, Duration wait) {
        this.perReplica = perReplica;
        this.wait = wait;
    }

    /** Calls turned away in a slot: of the bulk class, and of the classes above it. */
    record TurnedAway(double bulk, double aboveBulk) {
        double total() {
            return bulk + aboveBulk;
        }
    }

    /** Simulates one slot. */
    TurnedAway simulate(Duration slot, double arrivals, int ready, Tier tier) {
        for (int c = 0; c < queue.length; c++) {
            queue[c] += arrivals * CLASSES[c];
        }
        double rate = ready * perReplica / (tier.compareTo(Tier.DEGRADE) >= 0 ? SHORT_ANSWERS : 1);
        Duration bound = tier == Tier.SMOOTH ? PATIENT_WAIT : wait;
        boolean byClass = tier.compareTo(Tier.ISOLATE) >= 0;
        serve(rate * slot.toMillis() / 1000.0, byClass);
        return turnAway(rate * bound.toMillis() / 1000.0, byClass);
    }

    double queued() {
        return Arrays.stream(queue).sum();
    }

    private void serve(double served, boolean byClass) {
        if (byClass) {
            double left = served;
            for (int c = 0; c < queue.length; c++) {
                double done = Math.min(left, queue[c]);
                queue[c] -= done;
                left -= done;
            }
        } else {
            double all = queued();
            double keep = all <= served ? 0 : (all - served) / all;
            Arrays.setAll(queue, c -> queue[c] * keep);
        }
    }

    /** Turns away the calls beyond {@code room}: from the lowest class up, or from all classes in proportion. */
    private TurnedAway turnAway(double room, boolean byClass) {
        double all = queued();
        double excess = Math.max(0, all - room);
        double left = excess;
        double[] turnedAway = new double[queue.length];
        for (int c = queue.length - 1; c >= 0 && excess > 0; c--) {
            turnedAway[c] = byClass ? Math.min(left, queue[c]) : queue[c] / all * excess;
            queue[c] -= turnedAway[c];
            left -= turnedAway[c];
        }
        double bulk = turnedAway[queue.length - 1];
        return new TurnedAway(bulk, Arrays.stream(turnedAway).sum() - bulk);
    }
}
