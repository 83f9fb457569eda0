package dev.tidegate.forecaster.model.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.ModelConformance;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class NearestDaysTest extends ModelConformance {
    private static final int DAY = 48;
    private static final double ROUNDING = 0.05; // of values around 100, held in two bytes

    @Override
    protected Model model() {
        return new NearestDays(24, 7);
    }

    @Test
    void aDayThatBeganAsSomeBeforeGoesOnAsTheyDid() {
        // Every third day climbs all day long, the others fall; the afternoon is no longer one of
        // their mean.
        IntToDoubleFunction kinds = i -> 100 + (i / DAY % 3 == 0 ? 1 : -1) * (i % DAY);
        Model model = new NearestDays(DAY, 8);

        double[] climbing = forecasts(model.fit(series(9 * DAY + 24, kinds)), 0, 12);
        double[] falling = forecasts(model.fit(series(10 * DAY + 24, kinds)), 0, 12);

        for (int h = 0; h < 12; h++) {
            assertThat(climbing[h]).isCloseTo(124 + h, within(1.0));
            assertThat(falling[h]).isCloseTo(76 - h, within(1.0));
        }
    }

    @Test
    void aRepeatedDayIsRecovered() {
        Model model = new NearestDays(DAY, 5);

        double[] ahead = foresee(model, 6 * DAY, NearestDaysTest::sine);

        for (int h = 0; h < 2 * DAY; h++) {
            assertThat(ahead[h]).isCloseTo(sine(6 * DAY + h), within(ROUNDING));
        }
    }

    @Test
    void anyOneOfAlikeDaysCountsTheSame() {
        // Noon of the n-th day is n higher, the rest of each is the same: nothing tells the days
        // apart before.
        IntToDoubleFunction noons = i -> 100 + (i % DAY == 24 ? i / DAY : 0);

        double[] ahead = foresee(new NearestDays(DAY, 6), 6 * DAY + 23, noons);

        assertThat(ahead[1]).isCloseTo(100 + (0 + 1 + 2 + 3 + 4 + 5) / 6.0, within(0.5));
    }

    @Test
    void aLevelThatMovedIsFollowedWithinFourSlots() {
        FittedModel fitted = noisySine(new Random(1), 8 * DAY);
        Random random = new Random(2);
        for (int i = 8 * DAY; i < 8 * DAY + 4; i++) {
            fitted.observe(sine(i) + 50 + random.nextGaussian());
        }

        double next = fitted.forecast(0, 1);

        assertThat(next).isCloseTo(sine(8 * DAY + 4) + 50, within(5.0));
    }

    @Test
    void oneSpikeIsForgottenWithinFourSlots() {
        FittedModel fitted = noisySine(new Random(1), 8 * DAY);
        Random random = new Random(2);
        for (int i = 8 * DAY; i < 8 * DAY + 5; i++) {
            double spike = i == 8 * DAY ? 200 : 0;
            fitted.observe(sine(i) + spike + random.nextGaussian());
        }

        double next = fitted.forecast(0, 1);

        assertThat(next).isCloseTo(sine(8 * DAY + 5), within(5.0));
    }

    @Test
    void aGapOfADayGoesBackToTheDayBefore() {
        Model model = new NearestDays(DAY, 5);
        FittedModel fitted = model.fit(series(6 * DAY, NearestDaysTest::sine));
        for (int i = 0; i < 3; i++) {
            fitted.observe(sine(i) + 50);
        }
        for (int i = 3; i < 20 * DAY; i++) {
            fitted.observeMissing();
        }

        for (int h = 1; h <= DAY; h++) {
            assertThat(fitted.forecast(0, h)).isBetween(60.0, 160.0);
        }
    }

    @Test
    void whatCameBeforeItLooksChangesNothing() {
        Model model = new NearestDays(DAY, 5);
        int size = 20 * DAY;
        IntToDoubleFunction other =
                i -> i < size - model.lookback() ? 1_000 : noisyDay().applyAsDouble(i);

        double[] one = foresee(model, size, noisyDay());
        double[] two = foresee(model, size, other);

        assertThat(two).isEqualTo(one);
    }

    @Test
    void saysWhatADayIs() {
        assertThatThrownBy(() -> new NearestDays(3, 7)).hasMessageContaining("was 3");
        assertThatThrownBy(() -> new NearestDays(24, 1)).hasMessageContaining("were 1");
    }

    private static double[] foresee(Model model, int size, IntToDoubleFunction value) {
        return forecasts(model.fit(series(size, value)), 0, 2 * DAY);
    }

    private static FittedModel noisySine(Random random, int size) {
        return new NearestDays(DAY, 7).fit(series(size, i -> sine(i) + random.nextGaussian()));
    }

    private static double sine(int i) {
        return 100 + 40 * Math.sin(2 * Math.PI * i / DAY);
    }
}
