package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What each policy alone has paid and turned away since the tally was begun, every step alike. Not thread-safe. */
final class PolicyTotals {
    private final PolicyCatalogue catalogue;
    private final double hoursAStep;
    private final long[] paid; // replica-steps, as is what was turned away
    private final double[] turnedAway;

    PolicyTotals(PolicyCatalogue catalogue, Duration step) {
        this.catalogue = catalogue;
        hoursAStep = step.toMillis() / (double) Duration.ofHours(1).toMillis();
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

    /** In the catalogue's order. */
    List<PolicyScore> standings() {
        return IntStream.range(0, paid.length)
                .mapToObj(
                        i ->
                                new PolicyScore(
                                        catalogue.label(i),
                                        catalogue.policy(i).signal().label(),
                                        paid[i] * hoursAStep,
                                        turnedAway[i] * hoursAStep))
                .toList();
    }
}
