package dev.tidegate.forecaster.model.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import org.junit.jupiter.api.Test;

final class SeasonalTrendTest extends ModelConformance {
    @Override
    protected Model model() {
        return new SeasonalTrend(24, 24, 0.1);
    }

    @Test
    void sharpVariantRecoversAPurePeriod() {
        double[] ahead = forward(series(480, i -> 10 + i % 24 / 12 * 50), 24);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(10 + h / 12 * 50, within(0.5));
        }
    }

    @Test
    void aSeasonSeenOnceComesAgain() {
        double[] ahead = forward(series(24 + 4, i -> 10 + i % 24 / 12 * 50), 24);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(10 + (4 + h) % 24 / 12 * 50, within(0.5));
        }
    }

    @Test
    void theFirstSeasonCountsAsMuchAsTheSecond() {
        double[] ahead = forward(series(2 * 24 + 6, i -> i % 24 == 6 ? i / 24 * 10 : 50), 24);

        assertThat(ahead[0]).isCloseTo((0 + 10) / 2.0, within(1.0));
    }

    @Test
    void oneWildDayBarelyMovesTheProfile() {
        double[] calm = forward(series(480, i -> 100 + i % 24), 24);
        double[] wild = forward(series(480, i -> i / 24 == 10 ? 5_000 : 100 + i % 24), 24);

        for (int h = 0; h < calm.length; h++) {
            assertThat(wild[h]).isCloseTo(calm[h], within(5.0));
        }
    }

    @Test
    void aShorterSeasonMustDivideTheSeason() {
        assertThatThrownBy(() -> new SeasonalTrend(24, 7, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("divide 24, was 7");
    }
}
