package dev.tidegate.autoscaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Expected values computed by hand. */
class ClairvoyantBoundTest {
    @Test
    void aShortGapIsRunThroughAndALongOneIsNot() {
        double[] demand = {1, 0, 0, 1, 0, 0, 0, 0, 0, 1};

        // three steps served, a gap of two, and a gap of five that costs a start of three instead
        assertThat(ClairvoyantBound.replicaSteps(demand, 3)).isEqualTo(3 + 2 + 3);
    }

    @Test
    void theFirstStartIsPaidAsFarAsThereIsTimeForIt() {
        assertThat(ClairvoyantBound.replicaSteps(new double[] {0, 2}, 3)).isEqualTo(2 * (1 + 1));
    }

    @Test
    void aGlitchOfManyMillionsOfReplicasTakesNoMoreRoomThanAnyDemand() {
        double[] demand = {3, 3e9, 2, 2, 1e300};

        // served; started two steps after the first, or never run until then; the last is cut off
        long glitch = 3 + (3 * 1 + (3_000_000_000L - 3) * 2);
        long end = 2 + (3_000_000_000L - 2) * 3 + (1_000_000_000_000L - 3_000_000_000L) * 4;
        assertThat(ClairvoyantBound.replicaSteps(demand, 3)).isEqualTo(glitch + 2 + 2 + end);
    }

    @Test
    void replicasInRunsComeToWhatEachAloneWould() {
        Random random = new Random(7);
        for (int trial = 0; trial < 300; trial++) {
            double[] demand =
                    DoubleStream.generate(() -> Math.max(0, 20 * random.nextDouble() - 5))
                            .limit(60)
                            .toArray();
            int lag = random.nextInt(6);

            assertThat(ClairvoyantBound.replicaSteps(demand, lag)).isEqualTo(oneByOne(demand, lag));
        }
    }

    private static long oneByOne(double[] demand, int lag) {
        long paid = 0;
        for (int replica = 0; replica < 20; replica++) {
            int idleSince = 0;
            for (int step = 0; step < demand.length; step++) {
                if (demand[step] > replica) {
                    paid += 1 + Math.min(step - idleSince, lag);
                    idleSince = step + 1;
                }
            }
        }
        return paid;
    }

    @Test
    void nothingToServeCostsNothing() {
        assertThat(ClairvoyantBound.replicaSteps(new double[] {0, 0}, 3)).isZero();
    }
}
