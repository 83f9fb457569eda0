package dev.tidegate.forecaster.model.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import dev.tidegate.forecaster.model.smoothing.Ets;
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

        double[] ahead = ask(mstl.fit(series(840, MstlTest::dayAndWeek)), 0, 48);

        for (int h = 0; h < ahead.length; h++) {
            assertThat(ahead[h]).isCloseTo(dayAndWeek(840 + h), within(3.0));
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
