package dev.tidegate.forecaster.model.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import org.junit.jupiter.api.Test;

final class HoltWintersTest extends ModelConformance {
    @Override
    protected Model model() {
        return new HoltWinters(24);
    }

    @Test
    void recoversAPurePeriod() {
        double[] ahead = forward(series(240, i -> 10 + i % 24), 48);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(10 + h % 24, within(1e-6));
        }
    }
}
