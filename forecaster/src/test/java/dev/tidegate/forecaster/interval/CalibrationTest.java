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
}
