package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;

/** A fixed fleet for the busiest minute of the week before, plus a fifth. */
final class StaticFleet implements Policy {
    private final int replicas;

    StaticFleet(Scenario scenario) {
        Duration minute = Duration.ofMinutes(1);
        int slots = (int) minute.dividedBy(Scenario.SLOT);
        double peak = 0;
        for (int i = slots; i <= scenario.firstSimulated(); i += slots) {
            peak = Math.max(peak, scenario.rateBefore(i, minute));
        }
        replicas = scenario.replicasFor(1.2 * peak, 1);
    }

    @Override
    public String name() {
        return "static (last week's peak + 20 %)";
    }

    @Override
    public Tier act(PolicyRun policyRun, int slot) {
        policyRun.setFloor(replicas);
        return Tier.NORMAL;
    }
}
