package dev.tidegate.forecaster.model.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeasonalRegressionTest extends ModelConformance {
    @Override
    protected Model model() {
        return new SeasonalRegression(24, 168, 20);
    }

    @Test
    void recoversAPurePeriod() {
        double[] ahead = forward(series(24 * 21, i -> 100 + i % 24 * (i % 24)), 20);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(100 + h * h, within(5.0));
        }
    }

    @Test
    void recentVariantFollowsAnAutoregressionHome() {
        // x[t] = 0.8 x[t-1] + noise, so h steps ahead 0.8^h of the distance from the mean is left.
        Random random = new Random(3);
        double[] path = new double[3_000];
        for (int i = 1; i < path.length; i++) {
            path[i] = 0.8 * path[i - 1] + random.nextGaussian();
        }
        path[path.length - 1] = 10;

        FittedModel fitted = model().fit(series(path.length, i -> 100 + path[i]));

        assertThat(fitted.forecast(SeasonalRegression.RECENT, 1)).isBetween(106.5, 109.0);
        assertThat(fitted.forecast(SeasonalRegression.RECENT, 5)).isBetween(101.5, 106.0);
    }
}
