package dev.tidegate.forecaster.model.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SeasonalProfileTest {
    private static final int DAY = 144;
    private static final int WEEK = 7 * DAY;
    private static final int NOON = DAY / 2;
    private static final int SATURDAY_NOON = 5 * DAY + NOON;

    @Test
    void withoutAShorterSeasonASlotIsSmoothedOverItsNeighbours() {
        SeasonalProfile profile = new SeasonalProfile(DAY, DAY);
        profile.set(0, 8);
        profile.set(DAY - 1, 4);

        assertThat(profile.smoothed(0, 3)).isEqualTo((4 + 2 * 8 + 0) / 4.0);
        assertThat(profile.at(0)).isEqualTo(8);
    }

    @Test
    void theFewerSeasonsTheWiderTheNeighbourhood() {
        SeasonalProfile profile = new SeasonalProfile(4 * DAY, 4 * DAY); // twelve slots a part
        profile.set(NOON, 25);

        assertThat(profile.smoothed(NOON + 12, 1)).isEqualTo(1);
        assertThat(profile.smoothed(NOON + 12, 2)).isZero();
        assertThat(profile.smoothed(NOON + 6, 2)).isCloseTo(25 / 13.0, within(1e-9));
    }

    @Test
    void whatEveryDaySharesIsKeptToTheSlot() {
        SeasonalProfile profile = new SeasonalProfile(WEEK, DAY);
        for (int day = 0; day < 7; day++) {
            profile.set(day * DAY + NOON, 8);
        }

        assertThat(profile.smoothed(SATURDAY_NOON, 3)).isEqualTo(8 / 2.0);
        assertThat(profile.smoothed(SATURDAY_NOON + 2, 3)).isZero();
    }

    @Test
    void aDaySetApartForHoursIsSetApart() {
        SeasonalProfile profile = new SeasonalProfile(WEEK, DAY);
        for (int slot = 5 * DAY; slot < 6 * DAY; slot++) {
            profile.set(slot, 7);
        }

        assertThat(profile.smoothed(SATURDAY_NOON, 3)).isCloseTo(7, within(1e-9));
        assertThat(profile.smoothed(SATURDAY_NOON - DAY, 3)).isCloseTo(0, within(1e-9));
    }

    @Test
    void oneWildSlotOfADayIsSpreadOverItsHour() {
        SeasonalProfile profile = new SeasonalProfile(WEEK, DAY);
        profile.set(SATURDAY_NOON, 7);

        // Half of the day's mean of one, and a seventh of the six that set it apart.
        assertThat(profile.smoothed(SATURDAY_NOON, 3)).isCloseTo(0.5 + 6 / 7.0, within(1e-9));
        assertThat(profile.smoothed(SATURDAY_NOON + 3, 3)).isCloseTo(6 / 7.0, within(1e-9));
    }
}
