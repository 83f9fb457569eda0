package dev.tidegate.autoscaler.shadow.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BurstTailsTest {
    private static final double NEVER = 1e12; // steps until anything is forgotten
    private static final double[] HEADROOMS = {1, 2, 4, 8};

    private final float[] beyond = new float[HEADROOMS.length];

    /** Demand on a fleet of 100, Pareto distributed from 0.5: it exceeds x with probability (x / 0.5)^-alpha. */
    private static BurstTails pareto(double alpha, int steps) {
        BurstTails tails = new BurstTails(1, NEVER);
        Random random = new Random(7);
        for (int i = 0; i < steps; i++) {
            double ratio = 0.5 * Math.pow(1 - random.nextDouble(), -1 / alpha);
            tails.add(new float[] {100}, 100 * ratio + 0.5); // half a replica is what rounding adds
        }
        return tails;
    }

    /**
     * The integral of (x / 0.5)^-alpha from 8 on is 8 / (alpha - 1) (8 / 0.5)^-alpha. Wide bins overstate a value, so
     * the exponent comes out a little low, which far out, at sixteen times the minimum, adds up to a factor.
     */
    @Test
    void farBeyondWhatWasSeenAParetoTailIsNotMissed() {
        int steps = 20_000;
        double alpha = 5;

        pareto(alpha, steps).expectedExtra(HEADROOMS, 0, beyond);

        double expected = 100.0 * steps * 8 / (alpha - 1) * Math.pow(8 / 0.5, -alpha);
        assertThat(beyond[3] / expected).isBetween(1.0, 5.0);
    }

    @Test
    void whereEnoughWasSeenNothingIsAdded() {
        int steps = 100_000;
        double alpha = 5;

        pareto(alpha, steps).expectedExtra(HEADROOMS, 0, beyond);

        double turnedAway = 100.0 * steps / (alpha - 1) * Math.pow(1 / 0.5, -alpha);
        assertThat((double) beyond[0])
                .as("at a headroom of 1")
                .isCloseTo(0, within(0.1 * turnedAway));
    }

    @Test
    void aDemandThatNeverStrayedMayStillDoSo() {
        BurstTails tails = new BurstTails(1, NEVER);
        for (int i = 0; i < 1_000; i++) {
            tails.add(new float[] {10}, 9);
        }

        tails.expectedExtra(HEADROOMS, 0, beyond);

        assertThat(beyond).doesNotContain(0f);
        assertThat((double) beyond[0]).as("replica-steps of 10,000").isBetween(0.1, 10.0);
    }

    @Test
    void aHeavierTailAsksForMoreRoom() {
        float[] light = beyond.clone();
        float[] heavy = beyond.clone();

        pareto(8, 300).expectedExtra(HEADROOMS, 0, light);
        pareto(3, 300).expectedExtra(HEADROOMS, 0, heavy);

        assertThat(heavy[3]).as("where neither was seen").isGreaterThan(5 * light[3]);
    }

    @Test
    void whatMayWaitIsNotTurnedAway() {
        BurstTails tails = pareto(5, 1_000);
        float[] patient = beyond.clone();

        tails.expectedExtra(HEADROOMS, 0, beyond);
        tails.expectedExtra(HEADROOMS, 0.5, patient);

        assertThat(patient[3]).isLessThan(beyond[3]);
    }

    @Test
    void largeWeightsAreScaledDownWithoutATrace() {
        BurstTails young = new BurstTails(1, 10);
        BurstTails old = new BurstTails(1, 10);
        for (int i = 0; i < 400; i++) { // the weight of a step grows e-fold every ten
            double demand = i % 20 == 0 ? 30 : 10;
            old.add(new float[] {10}, demand);
            if (i >= 200) {
                young.add(new float[] {10}, demand);
            }
        }
        float[] known = beyond.clone();

        young.expectedExtra(HEADROOMS, 0, known);
        old.expectedExtra(HEADROOMS, 0, beyond);

        for (int i = 0; i < known.length; i++) {
            assertThat((double) beyond[i]).isCloseTo(known[i], within(1e-3 * Math.abs(known[i])));
        }
    }

    @Test
    void eachPeakHasATailOfItsOwn() {
        double[] headrooms = {1, 1.5};
        BurstTails both = new BurstTails(2, 1_000);
        BurstTails first = new BurstTails(1, 1_000);
        BurstTails second = new BurstTails(1, 1_000);
        for (int i = 0; i < 500; i++) {
            double served = i % 50 == 0 ? 12 : 5;
            both.add(new float[] {4, 8}, served);
            first.add(new float[] {4}, served);
            second.add(new float[] {8}, served);
        }
        float[] extra = new float[4];
        float[] firstAlone = new float[2];
        float[] secondAlone = new float[2];

        both.expectedExtra(headrooms, 0.2, extra);
        first.expectedExtra(headrooms, 0.2, firstAlone);
        second.expectedExtra(headrooms, 0.2, secondAlone);

        assertThat(extra)
                .containsExactly(firstAlone[0], firstAlone[1], secondAlone[0], secondAlone[1]);
        assertThat(firstAlone[0]).isNotEqualTo(secondAlone[0]);
    }

    @Test
    void aLongTimeOfTheSameChangesNothing() {
        BurstTails tails = new BurstTails(1, 10); // a step weighs a million times more after 139
        float[] early = new float[1];
        float[] late = new float[1];
        for (int i = 0; i < 1_000; i++) {
            tails.add(new float[] {4}, i % 2 == 0 ? 7 : 5);
            if (i == 119) {
                tails.expectedExtra(new double[] {1}, 0, early);
            }
        }
        tails.add(new float[] {4}, 7);
        tails.add(new float[] {4}, 5);

        tails.expectedExtra(new double[] {1}, 0, late);

        assertThat(late[0]).isCloseTo(early[0], within(0.001f * Math.abs(early[0])));
    }
}
