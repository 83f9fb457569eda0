package dev.tidegate.autoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayFleetTest {
    @Test
    void aLaunchIsPaidFromItsOrderAndServesAfterItsLead() {
        ReplayFleet fleet = new ReplayFleet(4, 0.5);

        fleet.advance(8, 2, 8);
        double first = fleet.turnedAway();
        fleet.advance(8, 2, 8);
        fleet.advance(8, 2, 8);

        assertThat(first).as("4 served, 2 may wait").isEqualTo(2);
        assertThat(fleet.ready()).isEqualTo(8);
        assertThat(fleet.turnedAway()).isZero();
    }

    @Test
    void aStopTakesTheNewestLaunchesFirst() {
        ReplayFleet fleet = new ReplayFleet(4, 0.5);
        fleet.advance(6, 3, 0);
        fleet.advance(9, 3, 0);

        fleet.advance(5, 3, 0);

        assertThat(fleet.starting()).isEqualTo(1);
        assertThat(fleet.ready()).isEqualTo(4);
    }

    @Test
    void nothingIsLostBetweenServingWaitingAndTurningAway() {
        Random random = new Random(5);
        ReplayFleet fleet = new ReplayFleet(10, 0.2);
        for (int step = 0; step < 1000; step++) {
            double before = fleet.waiting();
            double demand = random.nextDouble() * 20;

            fleet.advance(5 + random.nextInt(10), 1 + random.nextInt(4), demand);

            double served = Math.min(before + demand, fleet.ready());
            assertThat(served + fleet.waiting() + fleet.turnedAway())
                    .isCloseTo(before + demand, within(1e-9));
        }
    }
}
