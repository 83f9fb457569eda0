package dev.tidegate.autoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Worked out by hand. */
class ClairvoyantTest {
    @Test
    void aShortGapIsRunThroughAndALongOneIsNot() {
        double[] demand = {1, 0, 0, 1, 0, 0, 0, 0, 0, 1};

        // three steps served, a gap of two, and a gap of five that costs a start of three instead
        assertThat(Clairvoyant.replicaSteps(demand, 3)).isEqualTo(3 + 2 + 3);
    }

    @Test
    void theFirstStartIsPaidAsFarAsThereIsTimeForIt() {
        assertThat(Clairvoyant.replicaSteps(new double[] {0, 2}, 3)).isEqualTo(2 * (1 + 1));
    }

    @Test
    void nothingToServeCostsNothing() {
        assertThat(Clairvoyant.replicaSteps(new double[] {0, 0}, 3)).isZero();
    }
}
