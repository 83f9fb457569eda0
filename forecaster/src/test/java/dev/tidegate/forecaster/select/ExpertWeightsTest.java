package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExpertWeightsTest {
    private static final boolean[] AWAKE = {true, true, true};

    @Test
    void theOneThatIsRightIsFollowed() {
        Random random = new Random(1);
        ExpertWeights weights = new ExpertWeights(3, 0.999);

        for (int i = 0; i < 1_000; i++) {
            double outcome = random.nextGaussian();
            play(weights, outcome, outcome + 0.1, outcome + 3, outcome - 2);
        }

        assertThat(weights.among(AWAKE)[0]).isGreaterThan(0.9);
    }

    @Test
    void combinationIsAsGoodAsTheBestExpertWithinTwoPercent() {
        Random random = new Random(2);
        ExpertWeights weights = new ExpertWeights(3, 0.999);
        double[] expertLoss = new double[3];
        double loss = 0;
        for (int i = 0; i < 4_000; i++) {
            double[] centres = {
                random.nextGaussian(), 1.5 * random.nextGaussian(), 3 * random.nextGaussian()
            };
            loss += Math.abs(play(weights, 0, centres));
            for (int k = 0; k < 3; k++) {
                expertLoss[k] += Math.abs(centres[k]);
            }
        }

        assertThat(loss).isLessThan(1.02 * expertLoss[0]);
    }

    @Test
    void sleepersWeighNothingAndTheRestSumsToOne() {
        ExpertWeights weights = new ExpertWeights(3, 0.99);

        double[] given = weights.among(new boolean[] {true, false, true});

        assertThat(given[1]).isZero();
        assertThat(given[0] + given[2]).isCloseTo(1, within(1e-12));
    }

    private static double play(ExpertWeights weights, double outcome, double... centres) {
        double combined = 0;
        double[] given = weights.among(AWAKE);
        for (int k = 0; k < centres.length; k++) {
            combined += given[k] * centres[k];
        }
        double[] errors = new double[centres.length];
        for (int k = 0; k < centres.length; k++) {
            errors[k] = outcome - centres[k];
        }
        weights.learn(Math.signum(combined - outcome), outcome - combined, errors, AWAKE);
        return outcome - combined;
    }
}
