package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.PlayedFleet;
import java.util.OptionalDouble;

/** Plays a scenario under a policy in virtual time, on one thread. */
final class Simulation {
    private static final double PATIENCE = 10 / 60.0;

    private Simulation() {}

    /**
     * What came of it.
     *
     * @param ready    replicas that were ready, by step
     * @param hours    replica-hours paid
     * @param busy     share of the demand that was turned away
     */
    @SuppressWarnings("ArrayRecordComponent") // never written after it is made
    record Outcome(double[] ready, double hours, double busy) {}

    static Outcome run(Scenario scenario, Peer peer) {
        double[] told = scenario.demand().clone();
        int start = scenario.start();
        double[] ready = new double[told.length - start];
        World world = scenario.world();
        PlayedFleet fleet = new PlayedFleet((int) Math.ceil(told[start - 1]), PATIENCE);
        double arrivedLast = told[start - 1];
        double demanded = 0;
        double away = 0;
        long paid = 0;
        for (int step = start; step < told.length; step++) {
            int played = step - start;
            OptionalDouble seen = world.told(played, arrivedLast);
            told[step - 1] = seen.orElse(told[step - 2]);
            int want = peer.want(told, step, seen.isPresent(), fleet);
            double arrived = told[step] + world.retried() * fleet.turnedAway();
            fleet.fail(world.failed(played, fleet.starting()));
            fleet.lose(world.reclaimed(played, fleet.ready()));
            fleet.advance(Math.min(want, world.quota(played)), world.lag(played), arrived);
            demanded += arrived;
            away += fleet.turnedAway();
            paid += fleet.total();
            ready[played] = fleet.ready();
            arrivedLast = arrived;
        }
        return new Outcome(ready, paid / 60.0, away / demanded);
    }
}
