package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;

/** Kubernetes' Horizontal Pod Autoscaler: a target utilisation, and scale-in after 300 s of stabilisation. */
final class Hpa implements Policy {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration STABILISATION = Duration.ofMinutes(5);

    private final String name;
    private final double utilisation;

    private Hpa(String name, double utilisation) {
        this.name = name;
        this.utilisation = utilisation;
    }

    static Hpa asShipped() {
        return new Hpa("HPA as shipped (70 %, 300 s)", 0.7);
    }

    /** @param percent target utilisation */
    static Hpa tuned(int percent) {
        return new Hpa(
                "HPA at no more GPU-hours (%d %%, 300 s)".formatted(percent), percent / 100.0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tier act(PolicyRun policyRun, int slot) {
        Scenario scenario = policyRun.scenario();
        int wanted = 1;
        int steps = (int) STABILISATION.dividedBy(scenario.slot());
        for (int i = Math.max(1, slot - steps + 1); i <= slot; i++) {
            double rate = scenario.rateBefore(i, WINDOW);
            wanted = Math.max(wanted, scenario.replicasFor(rate, utilisation));
        }
        policyRun.setFloor(Math.min(wanted, scenario.maxReplicas()));
        return Tier.NORMAL;
    }
}
