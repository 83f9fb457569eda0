package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class SpreadTest {
    private static final int DAY = 96;

    @Test
    void untaughtItIsTheGeometricMeanOfLevelAndStep() {
        Spread spread = new Spread(0.999);

        double said = spread.expected(restless(4), 100, 1, 0, new double[Spread.FEATURES]);

        assertThat(said).isCloseTo(Math.sqrt(100 * 4), within(1e-3));
    }

    @Test
    void itLearnsThatDistancesDoNotGrowWithTheLevel() {
        Spread spread = new Spread(0.999);
        Noise noise = restless(4);

        teach(spread, noise, level -> 10);

        // Untaught the ratio is 2; a ridge keeps a little of that.
        assertThat(at(spread, noise, 400) / at(spread, noise, 100)).isBetween(0.95, 1.2);
    }

    @Test
    void itLearnsThatDistancesGrowAsTheLevelDoes() {
        Spread spread = new Spread(0.999);
        Noise noise = restless(4);

        teach(spread, noise, level -> level / 10);

        assertThat(at(spread, noise, 400) / at(spread, noise, 100)).isBetween(3.3, 4.1);
    }

    @Test
    void nothingIsExpectedToStrayFartherThanTheFarthestOfLate() {
        Spread spread = new Spread(1);
        double[] row = new double[Spread.FEATURES];

        for (int i = 0; i < 1_000; i++) {
            spread.learn(row, 2, 1, i == 500 ? -30 : 1);
        }

        assertThat(spread.bounded(50)).isEqualTo(50);
        assertThat(spread.bounded(1e6)).isCloseTo(60 * 1.01, within(1e-9));
        assertThat(spread.bounded(-1e6)).isCloseTo(-60 * 1.01, within(1e-9));
    }

    @Test
    void itLearnsThatDistancesGrowWithWhatTheModelsDisagreeBy() {
        Spread spread = new Spread(0.999);
        Noise noise = restless(4);
        double[] row = new double[Spread.FEATURES];
        Random random = new Random(1);

        for (int i = 0; i < 2_000; i++) {
            double apart = random.nextBoolean() ? 2 : 8;
            double said = spread.expected(noise, 100, 1, apart, row);
            spread.learn(row, said, noise.meanStep(), 3 * apart / said);
        }

        // Fourfold, less the ridge: 100 outcomes beside about 865 with a variance of 0.48, so 4 to
        // the 0.8.
        double calm = spread.expected(noise, 100, 1, 2, row);
        assertThat(spread.expected(noise, 100, 1, 8, row) / calm).isBetween(2.9, 4.0);
    }

    @Test
    void farOutcomesMakeTheNextOnesExpectedFarWhereTheyComeTogether() {
        Spread spread = new Spread(0.999);
        Noise noise = restless(4);
        double[] row = new double[Spread.FEATURES];
        double calm = 0;
        double stormy = 0;

        for (int i = 0; i < 4_000; i++) {
            boolean storm = i / 50 % 2 == 1;
            double said = spread.expected(noise, 100, 1, 0, row);
            calm = i % 100 == 49 ? said : calm;
            stormy = i % 100 == 99 ? said : stormy;
            spread.learn(row, said, noise.meanStep(), (storm ? 32 : 2) / said);
        }

        assertThat(stormy / calm)
                .isGreaterThan(8); // of 16, less the ridge and each change of weather
    }

    @Test
    void exactForecastsLeaveItFinite() {
        Spread spread = new Spread(0.999);
        Noise noise = restless(4);

        teach(spread, noise, level -> 0);

        assertThat(at(spread, noise, 100)).isPositive().isFinite();
    }

    private static void teach(Spread spread, Noise noise, DoubleUnaryOperator distance) {
        double[] row = new double[Spread.FEATURES];
        for (int i = 0; i < 2_000; i++) {
            double level = i % 2 == 0 ? 100 : 400;
            double said = spread.expected(noise, level, 1, 0, row);
            spread.learn(row, said, noise.meanStep(), distance.applyAsDouble(level) / said);
        }
    }

    private static double at(Spread spread, Noise noise, double level) {
        return spread.expected(noise, level, 1, 0, new double[Spread.FEATURES]);
    }

    private static Noise restless(double step) {
        Noise noise = new Noise(1_000, DAY);
        for (int i = 0; i < 5 * DAY; i++) {
            noise.observe(100 + (i % 2) * step);
        }
        return noise;
    }

    @Test
    void aForecastIsJudgedInUsualSteps() {
        double[] row = new double[Spread.FEATURES];

        new Spread(1).expected(restless(4), 100, 1, 8, row);

        assertThat(row[0]).isEqualTo(1);
        assertThat(row[1]).isCloseTo(Math.log(25), within(1e-6));
        assertThat(row[2]).isCloseTo(0, within(1e-6)); // as restless as usual
        assertThat(row[3]).isCloseTo(0, within(1e-6)); // likewise at that time of day
        assertThat(row[4]).isCloseTo(Math.log(2), within(1e-6));
        assertThat(row[5]).isZero(); // nothing strayed yet
    }

    @Test
    void slopesAreThoseOfTheRidge() {
        Spread spread = new Spread(1);
        double[] row = new double[Spread.FEATURES];
        row[0] = 1;
        for (int i = 0; i < 400; i++) {
            row[1] = i % 2 == 0 ? 1 : -1;
            row[4] = i % 8 < 6 ? row[1] : -row[1];
            double usual = row[1] > 0 ? 5 : 2; // distances are in its units
            spread.learn(row, usual, usual, Math.exp(0.5 * row[1] + 0.8 * row[4]));
        }

        // By hand: squares of 400, products of 200, and what the prior of 0.5 and 0 leaves of the
        // targets, 160 and 320: [500 200; 200 500] b = [160; 320].
        Noise noise = restless(4);
        assertThat(at(spread, noise, 400) / at(spread, noise, 100))
                .isCloseTo(Math.pow(4, 0.5 + 16_000 / 210_000.0), within(1e-4));
        double near = spread.expected(noise, 100, 1, 2, row);
        assertThat(spread.expected(noise, 100, 1, 8, row) / near)
                .isCloseTo(Math.pow(4, 128_000 / 210_000.0), within(1e-4));
    }

    @Test
    void whatAllDistancesHaveInCommonIsNoSlope() {
        Spread spread = new Spread(1);
        double[] row = new double[Spread.FEATURES];
        row[0] = 1;
        for (int i = 0; i < 400; i++) {
            row[1] = i % 2 == 0 ? 0 : 2;
            spread.learn(row, 1, 1, 3 * Math.exp(0.9 * row[1]));
        }

        // About its mean the feature has squares of 400, beside a ridge of 100: 0.5 + 0.4 * 0.8.
        Noise noise = restless(4);
        assertThat(at(spread, noise, 400) / at(spread, noise, 100))
                .isCloseTo(Math.pow(4, 0.82), within(1e-3));
    }

    @Test
    void noSlopeIsSteeperThanOne() {
        Spread spread = new Spread(1);
        double[] row = new double[Spread.FEATURES];
        row[0] = 1;
        for (int i = 0; i < 400; i++) {
            row[1] = i % 2 == 0 ? 1 : -1;
            spread.learn(row, 1, 1, Math.exp(2.4 * row[1]));
        }

        Noise noise = restless(4);
        assertThat(at(spread, noise, 400) / at(spread, noise, 100)).isCloseTo(4, within(1e-9));
    }
}
