package dev.tidegate.forecaster.model.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import dev.tidegate.forecaster.model.smoothing.DynamicTheta;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DecomposedTest extends ModelConformance {
    @Override
    protected Model model() {
        return new Decomposed(new Classical(24, true), new DynamicTheta(240));
    }

    @Override
    protected boolean followsShift() {
        return false; // ratios do not
    }

    @Test
    void aPurePeriodIsRecovered() {
        double[] ahead = forward(series(480, i -> 10 + i % 24 / 12 * 50), 24);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(10 + h / 12 * 50, within(0.5));
        }
    }

    @Test
    void seasonsMultiplyWhatRemains() {
        Random random = new Random(2);
        double[] ahead =
                forward(
                        series(
                                480,
                                i ->
                                        (i < 400 ? 1 : 3)
                                                * (10 + i % 24)
                                                * (1 + 0.01 * random.nextGaussian())),
                        24);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(3 * (10 + h), within(0.25 * 3 * (10 + h)));
        }
    }
}
