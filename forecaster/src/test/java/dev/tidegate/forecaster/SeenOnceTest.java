package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.ForecastOutcome.Forecasted;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A generated office: 40 an hour at rest, 100 from nine to six on weekdays, with 3 % noise. */
final class SeenOnceTest {
    private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int DAY = 144;
    private static final int HOUR = 6;
    private static final int BEFORE_OPENING = 8 * HOUR + 3; // half past eight
    private static final double MIDDLE = 70; // between rest and work

    @Test
    void whatCameOnceAtThisTimeOfDayComesAgain() {
        double afterOpening = medianAfterOpening(DAY + BEFORE_OPENING);

        assertThat(afterOpening).isGreaterThan(MIDDLE);
    }

    @Test
    void theSecondSaturdayIsForeseenFromTheFirst() {
        double saturday = medianAfterOpening(12 * DAY + BEFORE_OPENING);
        double friday = medianAfterOpening(11 * DAY + BEFORE_OPENING);

        assertThat(friday).isGreaterThan(MIDDLE);
        assertThat(saturday).isLessThan(MIDDLE);
    }

    @Test
    void aMondayIsForeseenAfterAWeekendWithoutAnyDemand() {
        double monday = medianAfterOpening(14 * DAY + BEFORE_OPENING, 0);

        assertThat(monday).isGreaterThan(MIDDLE);
    }

    /** The forecast for ten past nine, made after so many slots. */
    private static double medianAfterOpening(int slots) {
        return medianAfterOpening(slots, 40);
    }

    private static double medianAfterOpening(int slots, double rest) {
        Forecaster forecaster = Forecaster.of(ForecasterSettings.forStep(STEP).withHorizon(HOUR));
        forecaster.observe(office(slots, rest));
        return ((Forecasted) forecaster.forecast(HOUR)).forecast().quantile(5, 0.5);
    }

    private static Series office(int slots, double rest) {
        Random random = new Random(21);
        double[] values = new double[slots];
        for (int i = 0; i < slots; i++) {
            boolean works = i % DAY >= 9 * HOUR && i % DAY < 18 * HOUR && i / DAY % 7 < 5;
            values[i] = (works ? 100 : rest) * (1 + 0.03 * random.nextGaussian());
        }
        return Series.of(MONDAY, STEP, values);
    }
}
