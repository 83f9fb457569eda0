package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Kubernetes' Horizontal Pod Autoscaler: a target utilisation, within a tolerance of which it leaves the fleet as it is, and scale-in
 * after 300 s of stabilisation.
 */
final class Hpa implements Policy {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration STABILISATION = Duration.ofMinutes(5);

    private final String name;
    private final double utilisation;
    private final double tolerance;
    private final Deque<Integer> found = new ArrayDeque<>(); // of the stabilisation, oldest first
    private int asked;

    private Hpa(String name, double utilisation, double tolerance) {
        this.name = name;
        this.utilisation = utilisation;
        this.tolerance = tolerance;
    }

    static Hpa asShipped() {
        return new Hpa("HPA as shipped (70 %, 300 s)", 0.7, 0.1);
    }

    /**
     * Without the tolerance, with which it would turn more away.
     *
     * @param percent target utilisation
     */
    static Hpa tuned(int percent) {
        return new Hpa(
                "HPA at no more GPU-hours (%d %%, 300 s)".formatted(percent), percent / 100.0, 0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tier act(PolicyRun policyRun, int slot) {
        Scenario scenario = policyRun.scenario();
        double rate = scenario.rateBefore(slot, WINDOW);
        int needed = scenario.replicasFor(rate, utilisation);
        double aimedAt = asked * scenario.perReplica() * utilisation;
        boolean isRight = asked > 0 && Math.abs(rate / aimedAt - 1) <= tolerance;
        found.addLast(isRight ? asked : needed);
        if (found.size() > STABILISATION.dividedBy(Scenario.SLOT)) {
            found.removeFirst();
        }
        asked = Math.min(found.stream().reduce(1, Math::max), scenario.maxReplicas());
        policyRun.setFloor(asked);
        return Tier.NORMAL;
    }
}
