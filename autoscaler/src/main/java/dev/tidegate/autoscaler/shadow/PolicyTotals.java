package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Unweighted totals of what each policy has paid and turned away since they were started. Not thread-safe. */
final class PolicyTotals {
    private final PolicyCatalogue catalogue;
    private final double hoursPerStep;
    private final long[] paid; // replica-steps, like turnedAway
    private final double[] turnedAway;

    PolicyTotals(PolicyCatalogue catalogue, Duration step) {
        this.catalogue = catalogue;
        hoursPerStep = step.toMillis() / (double) Duration.ofHours(1).toMillis();
        paid = new long[catalogue.size()];
        turnedAway = new double[catalogue.size()];
    }

    /** Adds a step that the fleets have just served. */
    void add(StepScratch step) {
        for (int i = 0; i < paid.length; i++) {
            paid[i] += step.wanted[i];
            turnedAway[i] += step.turnedAway[i];
        }
    }

    /** The scores, in the order of the catalogue. */
    List<PolicyScore> scores() {
        return IntStream.range(0, paid.length)
                .mapToObj(
                        i ->
                                new PolicyScore(
                                        catalogue.label(i),
                                        catalogue.policy(i).signal().label(),
                                        paid[i] * hoursPerStep,
                                        turnedAway[i] * hoursPerStep))
                .toList();
    }
}
