package dev.tidegate.forecaster.model.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ArimaTest extends ModelConformance {
    @Override
    protected Model model() {
        return new Arima(1_000, 3, 1);
    }

    @Test
    void anAutoregressionGoesHomeByItsOwnPowers() {
        // x[t] = 0.8 x[t-1] + noise: h steps ahead 0.8^h of the distance from the mean is left.
        Random random = new Random(3);
        double[] path = new double[1_000];
        for (int i = 1; i < path.length; i++) {
            path[i] = 0.8 * path[i - 1] + random.nextGaussian();
        }
        path[999] = 5;
        double mean = 0;
        for (double value : path) {
            mean += value / path.length;
        }

        FittedModel fitted = model().fit(series(path.length, i -> 100 + path[i]));

        for (int h = 1; h <= 6; h++) {
            double left = Math.pow(0.8, h) * (5 - mean);
            assertThat(fitted.forecast(0, h)).isCloseTo(100 + mean + left, within(0.5));
        }
    }

    @Test
    void aRandomWalkIsDifferencedAndStays() {
        Random random = new Random(5);
        double[] walk = new double[1_000];
        for (int i = 1; i < walk.length; i++) {
            walk[i] = walk[i - 1] + random.nextGaussian();
        }

        double[] ahead = forward(series(walk.length, i -> walk[i]), 20);

        assertThat(Kpss.differences(walk, 2)).isEqualTo(1);
        assertThat(ahead[19]).isCloseTo(walk[999], within(1.0));
    }

    @Test
    void aMovingAverageIsForgottenAfterItsOrder() {
        Random random = new Random(11);
        double[] noise = new double[1_001];
        Arrays.setAll(noise, i -> random.nextGaussian());

        double[] ahead = forward(series(1_000, i -> 50 + noise[i + 1] + 0.7 * noise[i]), 20);

        assertThat(ahead[0]).isCloseTo(50 + 0.7 * noise[1_000], within(0.4));
        assertThat(ahead[10]).isCloseTo(50, within(0.3));
    }
}
