package dev.tidegate.autoscaler.shadow.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
    private static final double TWO_WEEKS = 14 * 86_400;
    private static final float[] NONE = {0, 0};

    /** Ten weeks of equal steps, each weighing e^(-1/m) of the next: w (1 - e^(-n/m)) / (1 - e^(-1/m)) in total. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 15, 60, 300})
    void fleetsThatNeverMoveCostWhatTheyDo(int secondsAStep) {
        double memory = TWO_WEEKS / secondsAStep;
        Scores scores = new Scores(2, memory);
        StepScratch step = step(10, 11, 0.01f, 1f);
        long steps = (long) (5 * memory);

        for (long i = 0; i < steps; i++) {
            scores.add(step, 10);
        }

        double weight = -Math.expm1(-steps / memory) / -Math.expm1(-1 / memory);
        double[] costs = new double[2];
        scores.costs(0, NONE, costs);
        assertThat(costs[0]).isCloseTo(10 * weight, Percentage.withPercentage(0.4));
        assertThat(costs[1]).isCloseTo(11 * weight, Percentage.withPercentage(0.4));
        assertThat(scores.turnedAway(new double[] {1, 0}))
                .isCloseTo(0.01 * weight, Percentage.withPercentage(0.4));
        assertThat(scores.weight()).isCloseTo(weight, Percentage.withPercentage(1e-6));
    }

    @Test
    void aStepIsForgottenByAnEthInTheMemory() {
        int memory = 200_000;
        Scores scores = new Scores(2, memory);

        scores.add(step(1_000, 500, 8, 0), 7);
        for (int i = 0; i < memory; i++) {
            scores.add(step(0, 0, 0, 0), 0);
        }

        double[] costs = new double[2];
        scores.costs(2, NONE, costs);
        assertThat(costs[0]).isCloseTo((1_000 + 2 * 8) / Math.E, within(1e-3));
        assertThat(costs[1]).isCloseTo(500 / Math.E, within(1e-3));
        assertThat(scores.served()).isCloseTo(7 / Math.E, within(1e-6));
    }

    @Test
    void lessThanNothingIsNotExpectedToBeTurnedAway() {
        Scores scores = new Scores(2, 10);
        scores.add(step(5, 5, 2, 2), 9);

        float[] beyond = {-3, -0.5f};
        double[] costs = new double[2];
        scores.costs(4, beyond, costs);

        assertThat(costs).containsExactly(5, 5 + 4 * 1.5);
        assertThat(scores.expected(new double[] {0.5, 0.5}, beyond)).isEqualTo(0.75);
        assertThat(scores.turnedAway(new double[] {0.5, 0.5})).isEqualTo(2);
    }

    private static StepScratch step(int first, int second, float away, float secondAway) {
        StepScratch step = new StepScratch(2);
        step.wanted[0] = (short) first;
        step.wanted[1] = (short) second;
        step.turnedAway[0] = away;
        step.turnedAway[1] = secondAway;
        return step;
    }
}
