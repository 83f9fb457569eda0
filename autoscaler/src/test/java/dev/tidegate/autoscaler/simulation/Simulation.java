package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.ReplayFleet;
import java.util.OptionalDouble;

/** Runs a scenario under a policy in virtual time, on one thread. */
public final class Simulation {
    private static final double LONGEST_WAIT = 10 / 60.0;

    private Simulation() {}

    /**
     * The outcome of a run.
     *
     * @param ready replicas that were ready, by step
     * @param hours replica-hours paid
     * @param busy share of the demand that was turned away
     */
    @SuppressWarnings("ArrayRecordComponent") // never modified
    public record Outcome(double[] ready, double hours, double busy) {}

    public static Outcome run(Scenario scenario, SimulatedPolicy policy) {
        double[] observed = scenario.demand().clone();
        int start = scenario.start();
        double[] ready = new double[observed.length - start];
        Environment environment = scenario.environment();
        ReplayFleet fleet = new ReplayFleet((int) Math.ceil(observed[start - 1]), LONGEST_WAIT);
        double arrivedLast = observed[start - 1];
        double demanded = 0;
        double turnedAway = 0;
        long paid = 0;
        for (int step = start; step < observed.length; step++) {
            int elapsed = step - start;
            OptionalDouble reported = environment.reportedDemand(elapsed, arrivedLast);
            observed[step - 1] = reported.orElse(observed[step - 2]);
            int target = policy.target(observed, step, reported.isPresent(), fleet);
            double arrived = observed[step] + environment.retryShare() * fleet.turnedAway();
            fleet.fail(environment.failedLaunches(elapsed, fleet.starting()));
            fleet.lose(environment.reclaimedReplicas(elapsed, fleet.ready()));
            fleet.advance(
                    Math.min(target, environment.quota(elapsed)),
                    environment.lead(elapsed),
                    arrived);
            demanded += arrived;
            turnedAway += fleet.turnedAway();
            paid += fleet.total();
            ready[elapsed] = fleet.ready();
            arrivedLast = arrived;
        }
        return new Outcome(ready, paid / 60.0, turnedAway / demanded);
    }
}
