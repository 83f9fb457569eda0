package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.series.Event;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A service in half-hours with a daily season, whose demand on holidays is 0.4 of that on other days. */
final class EventTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int DAY = 48;
    private static final List<Event> HOLIDAYS = List.of(holiday(12), holiday(20), holiday(33));

    @Test
    void theNextEventIsExpectedToDoWhatTheLastOnesDid() {
        Forecast told = forecast(HOLIDAYS, 33 * DAY);
        Forecast untold = forecast(List.of(), 33 * DAY);

        double usual = 100 * (1 + 0.5 * Math.sin(2 * Math.PI * 3 / DAY));
        assertThat(told.quantile(4, 0.5)).isCloseTo(0.4 * usual, within(0.15 * usual));
        assertThat(untold.quantile(4, 0.5)).isCloseTo(usual, within(0.15 * usual));
    }

    @Test
    void theDayAfterAnEventIsOrdinaryAgain() {
        Forecast told = forecast(HOLIDAYS, 21 * DAY);

        for (int ahead = 1; ahead <= 6; ahead++) {
            double usual = 100 * (1 + 0.5 * Math.sin(2 * Math.PI * (ahead - 1) / DAY));
            assertThat(told.quantile(ahead, 0.5)).isCloseTo(usual, within(0.2 * usual));
        }
    }

    @Test
    void anEventNeverSeenBeforeChangesNothing() {
        Forecast told =
                forecast(
                        List.of(
                                new Event(
                                        "launch",
                                        START.plus(Duration.ofDays(33)),
                                        START.plus(Duration.ofDays(34)))),
                        33 * DAY);

        assertThat(told.quantile(4, 0.5)).isEqualTo(forecast(List.of(), 33 * DAY).quantile(4, 0.5));
    }

    @Test
    void slotsFedOneByOneAreSeenThroughTheEventToo() {
        Forecaster forecaster =
                Forecaster.of(ForecasterSettings.forStep(STEP).withEvents(HOLIDAYS));
        Series demand = demand(34 * DAY);
        forecaster.observe(demand.before(demand.timeAt(33 * DAY + 20)));
        for (int i = 33 * DAY + 20; i < 34 * DAY; i++) {
            forecaster.observe(demand.timeAt(i), demand.at(i));
        }

        Forecast forecast = ((ForecastOutcome.Forecasted) forecaster.forecast(4)).forecast();

        assertThat(forecast.quantile(1, 0.5)).isCloseTo(100, within(20.0));
    }

    private static Forecast forecast(List<Event> events, int slots) {
        Forecaster forecaster = Forecaster.of(ForecasterSettings.forStep(STEP).withEvents(events));
        forecaster.observe(demand(slots));
        return ((ForecastOutcome.Forecasted) forecaster.forecast(12)).forecast();
    }

    private static Series demand(int slots) {
        Random random = new Random(21);
        double[] values = new double[slots];
        for (int i = 0; i < slots; i++) {
            Instant slot = START.plus(STEP.multipliedBy(i));
            boolean quiet = HOLIDAYS.stream().anyMatch(each -> each.covers(slot));
            double season = 1 + 0.5 * Math.sin(2 * Math.PI * i / DAY);
            values[i] = 100 * season * (quiet ? 0.4 : 1) * (1 + 0.03 * random.nextGaussian());
        }
        return Series.of(START, STEP, values);
    }

    private static Event holiday(int day) {
        return new Event(
                "holiday", START.plus(Duration.ofDays(day)), START.plus(Duration.ofDays(day + 1)));
    }
}
