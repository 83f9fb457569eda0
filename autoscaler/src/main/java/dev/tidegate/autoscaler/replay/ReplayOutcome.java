package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.shadow.Standing;
import java.time.Duration;
import java.util.List;

/** What a replay came to. */
public record ReplayOutcome(
        Duration step, int lag, List<ReplayStep> steps, List<Standing> standings) {

    public ReplayOutcome {
        steps = List.copyOf(steps);
        standings = List.copyOf(standings);
    }

    public double replicaHours() {
        return hours(steps.stream().mapToLong(ReplayStep::paid).sum());
    }

    /** Share of the demand that was turned away. */
    public Share busy() {
        double demand = steps.stream().mapToDouble(ReplayStep::demand).sum();
        double away = steps.stream().mapToDouble(ReplayStep::turnedAway).sum();
        return Share.of(demand > 0 ? Math.min(1, away / demand) : 0);
    }

    /** Replica-hours of the clairvoyant bound. */
    public double boundHours() {
        return hours(
                Clairvoyant.replicaSteps(
                        steps.stream().mapToDouble(ReplayStep::demand).toArray(), lag));
    }

    /** What was paid beyond the bound, relative to it. */
    public double regret() {
        return boundHours() > 0 ? replicaHours() / boundHours() - 1 : 0;
    }

    private double hours(long replicaSteps) {
        return replicaSteps * (step.toMillis() / 3_600_000.0);
    }
}
