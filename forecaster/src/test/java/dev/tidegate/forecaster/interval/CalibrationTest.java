package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
    @Test
    void coverageHoldsWhileTheErrorsGrowFourfold() {
        Random random = new Random(11);
        Calibration calibration = new Calibration(500);
        int knot = Knots.nearest(0.95);
        int under = 0;
        int scored = 0;
        for (int i = 0; i < 6_000; i++) {
            double error = (1 + i / 2_000.0) * random.nextGaussian();
            if (i >= 500) {
                scored++;
                under += error <= calibration.quantile(knot) ? 1 : 0;
            }
            calibration.add(error);
        }

        assertThat((double) under / scored).isBetween(0.94, 0.96);
    }

    @Test
    void coverageIsReported() {
        Calibration calibration = new Calibration(100);
        for (int i = 0; i < 3_000; i++) {
            calibration.add(i); // always above all that was seen
        }

        assertThat(calibration.coverage(Knots.nearest(0.95))).isLessThan(0.9);
    }
}
