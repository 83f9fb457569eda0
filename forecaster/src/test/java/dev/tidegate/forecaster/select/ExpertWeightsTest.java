package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExpertWeightsTest {
    private static final boolean[] AWAKE = {true, true, true};

    @Test
    void weightsAreAsByHand() {
        ExpertWeights weights = new ExpertWeights(2, 0.5);
        boolean[] awake = {true, true};

        weights.learn(1, 0, new double[] {-1, 2}, awake);

        // Regrets -1 and 2, so only the second is followed, by 0.6 of 1 / (1 + 30); losses 1 and 2,
        // each beside
        // 100 outcomes of 1.
        double byLoss = byLoss(1, 102.0 / 101);
        double following = 0.6 / 31;
        assertThat(weights.among(awake)[0]).isCloseTo((1 - following) * byLoss, within(1e-9));

        weights.learn(-1, 1, new double[] {2, 3}, awake);

        // Regrets -1 / 2 - 1 and 2 / 2 - 2, so nobody is followed; losses 1 / 2 + 2 and 2 / 2 + 3
        // over
        // 1.5 outcomes.
        double best = 2.5 / 1.5;
        double other = (4 + 100 * best) / 101.5;
        assertThat(weights.among(awake)[0]).isCloseTo(byLoss(best, other), within(1e-9));
    }

    private static double byLoss(double one, double other) {
        return 1 / (1 + Math.pow(one / other, 8));
    }

    @Test
    void whoWokeAndWasNotJudgedYetIsHeardLikeTheBest() {
        ExpertWeights weights = new ExpertWeights(2, 0.9);
        weights.learn(1, 0, new double[] {0.5, 9}, new boolean[] {true, false});

        // All but the 0.6 / 31 that follow regrets after one outcome.
        assertThat(weights.among(new boolean[] {true, true})[1])
                .isCloseTo((1 - 0.6 / 31) / 2, within(1e-9));
    }

    @Test
    void whoWasALittleBetterInAQuietHourIsNotFollowedBlindly() {
        ExpertWeights weights = new ExpertWeights(2, 1);
        for (int i = 0; i < 100; i++) {
            weights.learn(1, -1, new double[] {0, 9}, new boolean[] {true, false});
        }

        weights.learn(1, -1e-3, new double[] {-1e-3, 0}, new boolean[] {true, true});

        // Regrets 100 and 0.001, energies 100 and 0.000001; a usual loss is 100.001 / 101. Only the
        // share that follows losses is the newcomer's.
        double atLeast = 0.1 * Math.pow(100.001 / 101, 2);
        double one = 100 / (100 + atLeast);
        double other = 1e-3 / (1e-6 + atLeast);
        double following = 0.6 * 101 / 131;
        assertThat(weights.among(new boolean[] {true, true})[0])
                .isCloseTo(following * one / (one + other), within(1e-9));
    }

    @Test
    void beforeAnyOutcomeAllAwakeCountAlike() {
        ExpertWeights weights = new ExpertWeights(3, 0.9);

        assertThat(weights.among(new boolean[] {true, false, true})).containsExactly(0.5, 0, 0.5);
    }

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
