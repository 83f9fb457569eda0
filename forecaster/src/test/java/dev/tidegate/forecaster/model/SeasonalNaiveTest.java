package dev.tidegate.forecaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SeasonalNaiveTest extends ModelConformance {
    @Override
    protected Model model() {
        return new SeasonalNaive(24);
    }

    @Test
    void repeatsTheLastSeason() {
        double[] ahead = forward(series(48, i -> i), 26);

        assertThat(ahead).startsWith(24, 25, 26).endsWith(47, 24, 25);
    }

    @Test
    void periodOfOneRepeatsTheLastValue() {
        double[] ahead = forecasts(new SeasonalNaive(1).fit(series(5, i -> i)), 0, 2);

        assertThat(ahead).containsExactly(4, 4);
    }
}
