package dev.tidegate.autoscaler.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import org.junit.jupiter.api.Test;

/** Small exact cases computed by hand; units are replica-steps. */
class FleetQueuesTest {
    private static final double PATIENCE = 0.5; // half a step of what is ready may wait

    private static final int LAG = 2;

    private final LaunchOrders orders = new LaunchOrders(1, LAG);
    private final FleetQueues fleets = new FleetQueues(1, PATIENCE);
    private final StepScratch step = new StepScratch(1);

    FleetQueuesTest() {
        orders.add(new float[] {4}); // ready from the beginning
    }

    private void advance(int want, double demand) {
        orders.add(new float[] {want});
        float[] ready = new float[1];
        orders.ready(ready);
        step.wanted[0] = (short) orders.newest()[0];
        step.ready[0] = (short) ready[0];
        fleets.serve(step, demand);
    }

    @Test
    void aLaunchIsPaidFromItsOrderAndServesAfterTheLead() {
        int[] paid = new int[3];
        double[] away = new double[3];
        for (int i = 0; i < 3; i++) {
            advance(8, 8);
            paid[i] = step.wanted[0];
            away[i] = step.turnedAway[0];
        }

        assertThat(paid).containsExactly(8, 8, 8);
        // 4 of 8 are served, 2 may wait; then 2 + 8 - 4 leaves 6; from the third step 8 serve
        assertThat(away).containsExactly(2, 4, 0);
    }

    @Test
    void aStopIsImmediateAndTakesTheNewestLaunchesFirst() {
        advance(5, 0);
        advance(7, 0);

        advance(5, 0); // the launch of the first step has arrived, the second's two go

        assertThat((int) step.wanted[0]).isEqualTo(5);
        advance(5, 7.5);
        assertThat(step.turnedAway[0]).as("five serve, half of five wait").isEqualTo(0);
    }

    @Test
    void onlyAfterAllLaunchesAreCancelledAreReadyReplicasStopped() {
        advance(6, 0);

        advance(3, 4.5);

        assertThat((int) step.wanted[0]).isEqualTo(3);
        assertThat(step.turnedAway[0]).as("three serve, half of three wait").isEqualTo(0);
    }

    @Test
    void whatWaitsIsServedBeforeItIsTurnedAway() {
        advance(4, 5.5);
        advance(4, 3);
        advance(4, 5.6);

        assertThat(step.turnedAway[0]).as("1.5 - 1 = 0.5 waited").isCloseTo(0.1f, within(1e-6f));
    }
}
