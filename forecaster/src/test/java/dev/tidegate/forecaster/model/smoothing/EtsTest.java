package dev.tidegate.forecaster.model.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EtsTest extends ModelConformance {
    @Override
    protected Model model() {
        return new Ets(24, 240);
    }

    @Override
    protected boolean followsShift() {
        return false; // the multiplicative forms do not
    }

    @Test
    void recoversAPurePeriod() {
        double[] ahead = forward(series(240, i -> 10 + i % 24), 48);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(10 + h % 24, within(1e-3));
        }
    }

    /** AutoETS(model="ZZN") of statsforecast 2.1.1 on the same 120 values. */
    @Test
    void agreesWithTheNamedImplementation() {
        double[] published = {164.942, 165.441, 165.941, 166.441, 166.941, 167.441};

        double[] ahead =
                forecasts(
                        new Ets(1, 240).fit(series(120, i -> 100 + i * 37 % 101 / 10.0 + 0.5 * i)),
                        0,
                        6);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(published[h], within(0.5));
        }
    }

    @Test
    void aStraightLineGoesOnUndamped() {
        double[] ahead = forward(series(240, i -> 100 + 3 * i), 10);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(100 + 3 * (240 + h), within(1.5));
        }
    }

    @Test
    void seasonsThatGrowWithTheLevelAreMultiplied() {
        double[] values = new double[480];
        Arrays.setAll(values, i -> (1 + i / 100.0) * (10 + i % 24));

        double additive = EtsFit.of(EtsForm.HOLT_WINTERS, 24, values).criterion();
        double multiplied = EtsFit.of(EtsForm.HOLT_WINTERS_FACTORS, 24, values).criterion();

        assertThat(multiplied).isLessThan(additive);
    }

    @Test
    void whiteNoiseAroundALevelIsSmoothedSimply() {
        Random random = new Random(4);
        double[] values = new double[300];
        Arrays.setAll(values, i -> 100 + random.nextGaussian());

        double simple = EtsFit.of(EtsForm.SIMPLE, 24, values).criterion();

        for (EtsForm form : EtsForm.values()) {
            assertThat(simple).isLessThanOrEqualTo(EtsFit.of(form, 24, values).criterion());
        }
    }
}
