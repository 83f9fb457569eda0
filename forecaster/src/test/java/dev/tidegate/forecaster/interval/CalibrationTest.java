package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
    @Test
    void coverageHoldsWhileTheErrorsGrowFourfold() {
        Random random = new Random(11);
        Calibration calibration = new Calibration(500, 1);
        int knot = Knots.nearest(0.95);
        int under = 0;
        int scored = 0;
        for (int i = 0; i < 6_000; i++) {
            double error = (1 + i / 2_000.0) * random.nextGaussian();
            if (i >= 500) {
                scored++;
                under += error <= calibration.quantiles()[knot] ? 1 : 0;
            }
            calibration.add(error);
        }

        assertThat((double) under / scored).isBetween(0.94, 0.96);
    }

    @Test
    void coverageIsReported() {
        Calibration calibration = new Calibration(100, 1);
        for (int i = 0; i < 3_000; i++) {
            calibration.add(i); // always above all that was seen
        }

        assertThat(calibration.coverage(Knots.nearest(0.95))).isLessThan(0.9);
    }

    @Test
    void aFewErrorsThatAllWentUpMoveTheMiddleLittle() {
        Calibration calibration = new Calibration(100, 10);
        for (int error = 1; error <= 9; error++) {
            calibration.add(error);
        }

        // Nine that overlap tenfold count 0.9, and the median of 5 is drawn to its reflection of
        // -5.
        double few = 30 / 30.9;
        assertThat(calibration.quantiles()[Knots.nearest(0.5)])
                .isCloseTo(5 - few * few * 5, within(0.1));
    }

    @Test
    void manyErrorsThatWentUpMoveTheMiddle() {
        Calibration calibration = new Calibration(1_000, 1);
        Random random = new Random(12);
        for (int i = 0; i < 1_000; i++) {
            calibration.add(5 + random.nextGaussian());
        }

        assertThat(calibration.quantiles()[Knots.nearest(0.5)]).isCloseTo(5, within(0.1));
    }

    @Test
    void aRankIsAmongTheErrorsBefore() {
        Calibration calibration = new Calibration(100, 1);

        assertThat(calibration.add(2)).isEqualTo(0.5);
        assertThat(calibration.add(3)).isEqualTo(1.5 / 2);
        assertThat(calibration.add(1)).isEqualTo(0.5 / 3);
        assertThat(calibration.add(2.5)).isEqualTo(2.5 / 4);
        assertThat(calibration.size()).isEqualTo(4);
    }

    @Test
    void coverageFadesWithEachErrorThatTheWindowSays() {
        Calibration calibration = new Calibration(1_000, 1);
        calibration.add(0);
        for (int i = 1; i <= 100; i++) {
            calibration.add(Math.scalb(1.0, i)); // always above all that was seen
        }
        Calibration held = new Calibration(1_000, 1);
        held.add(0);
        for (int i = 1; i <= 100; i++) {
            held.add(-Math.scalb(1.0, i));
        }

        // A two-hundredth of what is reported goes with each; the first error has nothing to be
        // under.
        int knot = Knots.nearest(0.5);
        assertThat(calibration.coverage(knot)).isCloseTo(0.5 * Math.pow(0.995, 100), within(1e-9));
        assertThat(held.coverage(knot)).isCloseTo(1 - 0.5 * Math.pow(0.995, 100), within(1e-9));
    }

    @Test
    void levelsDriftSixTenthsOfTheWayToCertaintyAtTheMost() {
        assertThat(driftedMiddle(1)).isCloseTo(expected(1, 0.8), within(1e-6));
        assertThat(driftedMiddle(-1)).isCloseTo(expected(-1, 0.2), within(1e-6));
    }

    private static double driftedMiddle(int sign) {
        Calibration calibration = new Calibration(100, 1);
        for (int i = 1; i <= 3_000; i++) {
            calibration.add(sign * i);
        }
        return calibration.quantiles()[Knots.nearest(0.5)];
    }

    /** The quantile at {@code level} of the same window, mixed with its reflection as after a hundred errors. */
    private static double expected(int sign, double level) {
        ErrorWindow window = new ErrorWindow(100);
        for (int i = 1; i <= 3_000; i++) {
            ErrorWindowTest.add(window, sign * i);
        }
        double few = 30 / 130.0;
        double found = window.quantile(level);
        double mirrored = -window.quantile(1 - level);
        return found + few * few * (mirrored - found) / 2;
    }

    @Test
    void eachMissMovesALevelByTwoThousandthsOfIt() {
        Calibration calibration = new Calibration(1_000, 1e9);
        ErrorWindow window = new ErrorWindow(1_000);
        for (int i = 1; i <= 101; i++) {
            calibration.add(i);
            ErrorWindowTest.add(window, i);
        }

        // A hundred were above: 0.5 + 100 * 0.002 * 0.5. So much overlap leaves half to symmetry.
        double drawn = (window.quantile(0.6) - window.quantile(0.4)) / 2;
        assertThat(calibration.quantiles()[Knots.nearest(0.5)]).isCloseTo(drawn, within(1e-3));
    }
}
