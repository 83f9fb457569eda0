package dev.tidegate.forecaster.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScoringTest {
    @Test
    void aFlatForecastHasTheLossOfItsError() {
        Scoring scoring = new Scoring();
        double[] flat = new double[Scoring.PROBABILITIES.size()];
        Arrays.fill(flat, 8);

        scoring.add(new double[][] {flat}, new double[] {10}, 4);

        // By hand: 2 * (10 - 8) * mean(probabilities) / 10, the mean being 6.44 / 11.
        assertThat(scoring.scores().weightedQuantileLoss())
                .isCloseTo(0.4 * 6.44 / 11, within(1e-12));
        assertThat(scoring.scores().scaledError()).isEqualTo(0.5);
        assertThat(scoring.scores().coverage95()).isZero();
    }

    @Test
    void aPerfectForecastLosesNothing() {
        Scoring scoring = new Scoring();
        double[] flat = new double[Scoring.PROBABILITIES.size()];
        Arrays.fill(flat, 10);

        scoring.add(new double[][] {flat, flat}, new double[] {10, 10}, 1);

        assertThat(scoring.scores()).isEqualTo(new Scores(0, 0, 1, 1, 1));
    }

    @Test
    void testStatisticIsThePairedOne() {
        DieboldMariano test =
                DieboldMariano.compare(List.of(1.0, 2.0, 3.0, 4.0), List.of(2.0, 4.0, 3.0, 7.0));

        // By hand: differences -1, -2, 0, -3: mean -1.5, standard error sqrt(5/3/4) = 0.6455.
        assertThat(test.statistic()).isCloseTo(-2.32379, within(1e-5));
        assertThat(test.pValue()).isBetween(0.10, 0.11);
    }

    @Test
    void equalLossesAreNoDifference() {
        assertThat(DieboldMariano.compare(List.of(1.0, 2.0), List.of(1.0, 2.0)))
                .isEqualTo(new DieboldMariano(0, 1));
    }
}
