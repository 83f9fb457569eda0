package dev.tidegate.autoscaler.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Exact small numbers, worked out by hand; units are replica-steps. */
class FleetsTest {
    private static final double PATIENCE = 0.5; // half a step of what is ready may wait

    private final Fleets fleets = started(2, 4);

    private static Fleets started(int lag, int ready) {
        Fleets fleets = new Fleets(1, lag, PATIENCE);
        fleets.begin(wants(ready));
        return fleets;
    }

    private static short[] wants(int count) {
        return new short[] {(short) count};
    }

    @Test
    void aLaunchIsPaidFromItsOrderAndServesAfterTheLead() {
        int[] paid = new int[3];
        double[] away = new double[3];
        for (int step = 0; step < 3; step++) {
            fleets.advance(wants(8), 8);
            paid[step] = fleets.paid(0);
            away[step] = fleets.turnedAway(0);
        }

        assertThat(paid).containsExactly(8, 8, 8);
        // 4 of 8 are served, 2 may wait; then 2 + 8 - 4 leaves 6; from the third step 8 serve
        assertThat(away).containsExactly(2, 4, 0);
    }

    @Test
    void aStopIsImmediateAndTakesTheNewestLaunchesFirst() {
        fleets.advance(wants(5), 0);
        fleets.advance(wants(7), 0);

        fleets.advance(
                wants(5), 0); // the launch of the first step has arrived, the second's two go

        assertThat(fleets.paid(0)).isEqualTo(5);
        fleets.advance(wants(5), 7.5);
        assertThat(fleets.turnedAway(0)).as("five serve, half of five wait").isEqualTo(0);
    }

    @Test
    void onlyAfterAllLaunchesAreCancelledAreReadyReplicasStopped() {
        fleets.advance(wants(6), 0);

        fleets.advance(wants(3), 4.5);

        assertThat(fleets.paid(0)).isEqualTo(3);
        assertThat(fleets.turnedAway(0)).as("three serve, half of three wait").isEqualTo(0);
    }

    @Test
    void whatWaitsIsServedBeforeItIsTurnedAway() {
        fleets.advance(wants(4), 5.5);
        fleets.advance(wants(4), 3);
        fleets.advance(wants(4), 5.6);

        assertThat(fleets.turnedAway(0)).as("1.5 - 1 = 0.5 waited").isCloseTo(0.1, within(1e-6));
    }

    @Test
    void overflowTellsWhatALargerDemandWouldHaveTurnedAway() {
        fleets.advance(wants(4), 1);

        assertThat(fleets.overflow(0, 6)).isZero();
        assertThat(fleets.overflow(0, 7)).isEqualTo(1);
    }
}
