package dev.tidegate.forecaster.model.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Statistics from kpss(…, regression="c", nlags=2) of statsmodels 0.15.0. */
final class KpssTest {
    @Test
    void aTrendWandersAsTheNamedImplementationSays() {
        double[] trend = new double[120];
        Arrays.setAll(trend, i -> 100 + i * 37 % 101 / 10.0 + 0.2 * i);

        assertThat(Kpss.statistic(trend)).isCloseTo(4.014622098981927, within(1e-9));
        assertThat(Kpss.differences(trend, 2)).isEqualTo(1);
    }

    @Test
    void aLevelDoesNot() {
        double[] level = new double[150];
        Arrays.setAll(level, i -> 50 + i * 53 % 97 / 10.0);

        assertThat(Kpss.statistic(level)).isCloseTo(0.049084581917428455, within(1e-9));
        assertThat(Kpss.differences(level, 2)).isZero();
    }
}
