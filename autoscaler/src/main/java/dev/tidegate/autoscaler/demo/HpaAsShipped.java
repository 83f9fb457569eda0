package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;

/** Kubernetes' Horizontal Pod Autoscaler with its defaults: 70 % of a replica, scale-in after 300 s below. */
final class HpaAsShipped implements Policy {
    private static final double UTILISATION = 0.7;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration STABILISATION = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "HPA as shipped (70 %, 300 s)";
    }

    @Override
    public Tier act(Stage stage, int slot) {
        Scenario scenario = stage.scenario();
        int wanted = 1;
        int steps = (int) STABILISATION.dividedBy(scenario.slot());
        for (int i = Math.max(1, slot - steps + 1); i <= slot; i++) {
            double rate = scenario.rateBefore(i, WINDOW);
            wanted = Math.max(wanted, scenario.replicasFor(rate, UTILISATION));
        }
        stage.setFloor(Math.min(wanted, scenario.most()));
        return Tier.NORMAL;
    }
}
