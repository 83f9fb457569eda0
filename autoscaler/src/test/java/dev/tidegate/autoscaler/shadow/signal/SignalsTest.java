package dev.tidegate.autoscaler.shadow.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private final Signals signals = new Signals(Duration.ofHours(1), 1, Signal.all(false));

    private void add(double demand) {
        signals.add(OptionalDouble.of(demand), demand);
    }

    @Test
    void aRampIsFollowedAheadByItsTrend() {
        for (int hour = 0; hour <= 200; hour++) {
            add(10 + hour);
        }

        assertThat(signals.value(Signal.NOW)).isEqualTo(210);
        assertThat(signals.value(Signal.TREND)).as("two steps on").isCloseTo(212, within(0.01));
        assertThat(signals.value(Signal.TREND_FAR)).isCloseTo(213, within(0.01));
    }

    @Test
    void yesterdayIsThePeakFromNowUntilAnOrderHasServedAStep() {
        for (int hour = 0; hour < 24 + 5; hour++) {
            add(hour == 7 ? 50 : 1); // now is 5 h on the second day
        }

        assertThat(signals.value(Signal.YESTERDAY)).as("5, 6 and 7 h").isEqualTo(50);
    }

    @Test
    void aSeasonIsScaledByHowTodayCompares() {
        for (int hour = 0; hour < 48; hour++) {
            add(hour < 24 ? 10 : 20);
        }

        assertThat(signals.value(Signal.YESTERDAY)).isEqualTo(20); // 24 h ago already counts
        assertThat(signals.value(Signal.YESTERDAY_SCALED)).isEqualTo(40);
    }

    @Test
    void growthIsRepeatedFromWhereDemandIsNow() {
        for (int hour = 0; hour < 24 + 5; hour++) {
            add(hour < 24 ? (hour < 5 ? 2 : 6) : 10); // it tripled at 5 h yesterday
        }

        assertThat(signals.value(Signal.GROWTH_YESTERDAY)).isEqualTo(30);
        assertThat(signals.value(Signal.GROWTH_LAST_WEEK)).as("for want of one").isEqualTo(30);
    }

    @Test
    void withoutASeasonToLookAtTheNewestDemandStandsIn() {
        add(3);
        add(4);

        assertThat(signals.value(Signal.LAST_WEEK)).isEqualTo(4);
        assertThat(signals.value(Signal.YESTERDAY_SCALED)).isEqualTo(4);
    }

    @Test
    void sevenDaysAtThisTimeTellTheLargestAndTheSteepest() {
        for (int hour = 0; hour < 8 * 24 + 5; hour++) {
            int day = hour / 24;
            add(hour % 24 == 7 && day == 3 ? 50 : day == 5 ? (hour % 24 < 6 ? 40 : 60) : 10);
        } // now is 5 h on the ninth day

        assertThat(signals.value(Signal.LARGEST_OF_DAYS)).as("7 h on the sixth").isEqualTo(60);
        assertThat(signals.value(Signal.STEEPEST_OF_DAYS)).as("by 40 on the fourth").isEqualTo(50);
    }

    @Test
    void beforeADayIsOverThereIsNoneToLookAt() {
        add(3);
        add(4);

        assertThat(signals.value(Signal.LARGEST_OF_DAYS)).isEqualTo(4);
        assertThat(signals.value(Signal.STEEPEST_OF_DAYS)).isEqualTo(4);
    }
}
