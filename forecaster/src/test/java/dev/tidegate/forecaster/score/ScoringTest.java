package dev.tidegate.forecaster.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ScoringTest {
    @Test
    void originsAreWeighedByWhatCame() {
        Scoring scoring = new Scoring();
        double[] flat = new double[Scoring.PROBABILITIES.size()];
        Arrays.fill(flat, 8);

        double first = scoring.add(new double[][] {flat}, new double[] {10}, 4);
        double second = scoring.add(new double[][] {flat}, new double[] {5}, 1);

        // By hand: 2 * 2 * 6.44 / 11, and 2 * 3 * (1 - 6.44 / 11).
        assertThat(first).isCloseTo(4 * 6.44 / 11, within(1e-12));
        assertThat(second).isCloseTo(6 * (11 - 6.44) / 11, within(1e-12));
        assertThat(scoring.scores().weightedQuantileLoss().orElseThrow())
                .isCloseTo((first + second) / 15, within(1e-12));
        assertThat(scoring.scores().scaledError()).hasValue((0.5 + 3) / 2);
        assertThat(scoring.scores().coverage95()).isEqualTo(0.5);
        assertThat(scoring.scores().coverage99()).isEqualTo(0.5);
        assertThat(scoring.scores().origins()).isEqualTo(2);
    }

    @Test
    void aFlatForecastHasTheLossOfItsError() {
        Scoring scoring = new Scoring();
        double[] flat = new double[Scoring.PROBABILITIES.size()];
        Arrays.fill(flat, 8);

        scoring.add(new double[][] {flat}, new double[] {10}, 4);

        // By hand: 2 * (10 - 8) * mean(probabilities) / 10, the mean being 6.44 / 11.
        assertThat(scoring.scores().weightedQuantileLoss().orElseThrow())
                .isCloseTo(0.4 * 6.44 / 11, within(1e-12));
        assertThat(scoring.scores().scaledError()).hasValue(0.5);
        assertThat(scoring.scores().coverage95()).isZero();
    }

    @Test
    void aPerfectForecastLosesNothing() {
        Scoring scoring = new Scoring();
        double[] flat = new double[Scoring.PROBABILITIES.size()];
        Arrays.fill(flat, 10);

        scoring.add(new double[][] {flat, flat}, new double[] {10, 10}, 1);

        assertThat(scoring.scores())
                .isEqualTo(new Scores(OptionalDouble.of(0), OptionalDouble.of(0), 1, 1, 1));
    }

    @Test
    void whereTheNaiveForecastWasNeverWrongNoErrorHasAScale() {
        Scoring scoring = new Scoring();
        double[] flat = new double[Scoring.PROBABILITIES.size()];
        Arrays.fill(flat, 8);

        scoring.add(new double[][] {flat}, new double[] {8}, 0);
        scoring.add(new double[][] {flat}, new double[] {10}, 0);

        assertThat(scoring.scores().scaledError()).isEmpty();
        assertThat(scoring.scores().weightedQuantileLoss()).isPresent();
    }

    @Test
    void whereNothingCameALossIsOfNothing() {
        Scoring scoring = new Scoring();
        double[] flat = new double[Scoring.PROBABILITIES.size()];
        Arrays.fill(flat, 8);

        scoring.add(new double[][] {flat}, new double[] {0}, 2);

        assertThat(scoring.scores().weightedQuantileLoss()).isEmpty();
        assertThat(scoring.scores().scaledError()).hasValue(4);
    }
}
