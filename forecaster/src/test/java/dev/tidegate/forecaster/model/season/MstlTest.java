package dev.tidegate.forecaster.model.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import dev.tidegate.forecaster.model.smoothing.Ets;
import dev.tidegate.forecaster.series.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MstlTest extends ModelConformance {
    @Override
    protected Model model() {
        return new Decomposed(new Stl(List.of(24), 240), new Ets(1, 240));
    }

    @Test
    void dayAndWeekAreToldApart() {
        Model mstl = new Decomposed(new Stl(List.of(24, 168), 840), new Ets(1, 240));

        double[] ahead = forecasts(mstl.fit(series(840, MstlTest::dayAndWeek)), 0, 48);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(dayAndWeek(840 + h), within(3.0));
        }
    }

    /** STL(period=24, seasonal=11, seasonal_deg=0) of statsmodels 0.15.0, every third slot of its last season. */
    @Test
    void theLastSeasonIsThatOfTheNamedImplementation() {
        double[] published = {-0.084, 13.885, 20.242, 14.069, 0.426, -14.206, -19.568, -14.403};
        Series series =
                series(
                        240,
                        i ->
                                100
                                        + 20 * Math.sin(2 * Math.PI * i / 24)
                                        + 0.1 * i
                                        + i * 37 % 101 / 20.0);

        Seasons seasons = new Stl(List.of(24), 240).of(series);

        for (int i = 0; i < published.length; i++) {
            assertThat(seasons.with(0, 240 + 3 * i)).isCloseTo(published[i], within(0.5));
        }
    }

    @Test
    void oneWildDayBarelyMovesTheSeason() {
        double[] calm = forward(series(480, i -> 100 + i % 24), 24);
        double[] wild = forward(series(480, i -> i / 24 == 10 ? 5_000 : 100 + i % 24), 24);

        for (int h = 0; h < calm.length; h++) {
            assertThat(wild[h]).isCloseTo(calm[h], within(2.0));
        }
    }

    private static double dayAndWeek(int slot) {
        return 100 + 20 * Math.sin(2 * Math.PI * slot / 24) + (slot / 24 % 7 >= 5 ? -30 : 0);
    }
}
