package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class NoiseTest {
    private static final int DAY = 96;

    @Test
    void itIsTheMeanAbsoluteStep() {
        Noise noise = new Noise(1_000, DAY);
        for (int i = 0; i < 500; i++) {
            noise.observe(i % 2 == 0 ? 10 : 13);
        }

        assertThat(noise.meanStep()).isCloseTo(3, within(1e-9));
        assertThat(noise.recentMeanStep()).isCloseTo(3, within(1e-9));
        assertThat(noise.meanStepAt(1)).isCloseTo(3, within(1e-5));
    }

    @Test
    void whatHappensNowCountsMoreLately() {
        Noise noise = new Noise(1_000, DAY);
        for (int i = 0; i < 500; i++) {
            noise.observe(i % 2);
        }
        for (int i = 0; i < 12; i++) {
            noise.observe(i % 2 == 0 ? 0 : 9);
        }

        // Twelve steps are half of the short memory: (1 + 9) / 2.
        assertThat(noise.recentMeanStep()).isCloseTo(5, within(0.5));
        assertThat(noise.meanStep()).isBetween(1.01, 1.2);
    }

    @Test
    void timesOfDayAreToldApartAlsoAcrossMissingSlots() {
        Noise noise = new Noise(1_000, DAY);
        for (int i = 0; i < 20 * DAY; i++) {
            boolean restless = i % DAY < DAY / 2;
            if (i % 7 == 3) {
                noise.observeMissing();
            } else {
                noise.observe(100 + (i % 2) * (restless ? 20 : 1));
            }
        }

        // The next slot is the first of a day.
        assertThat(noise.meanStepAt(1)).isGreaterThan(3 * noise.meanStepAt(1 + 3 * DAY / 4));
        assertThat(noise.meanStepAt(DAY + 10)).isEqualTo(noise.meanStepAt(10));
    }

    /** Two slots of a day step by twenty each, the other 94 not at all. */
    private static void restlessAtMidnight(Noise noise, int days, double step) {
        for (int i = 0; i < days * DAY; i++) {
            noise.observe(i % DAY == 0 ? 100 + step : 100);
        }
    }

    @Test
    void aTimeOfDayIsThatOfTheSlotAhead() {
        Noise noise = new Noise(1_000, DAY);
        restlessAtMidnight(noise, 50, 20);

        // A hundred steps less the first, of twenty or of none, beside ten of the mean of all
        // times.
        double few = 10 * noise.meanStep();
        assertThat(noise.meanStepAt(1)).isCloseTo((99 * 20 + few) / 109, within(1e-3));
        assertThat(noise.meanStepAt(2)).isCloseTo((99 * 20 + few) / 109, within(1e-3));
        assertThat(noise.meanStepAt(3)).isCloseTo(few / 110, within(1e-3));
        assertThat(noise.meanStepAt(DAY)).isCloseTo(few / 110, within(1e-3));
    }

    @Test
    void aTimeOfDayForgetsTwelveTimesAsFastAsTheWhole() {
        Noise noise = new Noise(1_000, DAY);
        restlessAtMidnight(noise, 200, 20);
        restlessAtMidnight(noise, 100, 0);

        // A quarter of 48 parts: each of 200 calm steps leaves 1 - 12 (1 - 0.5^(1/1000)) of it.
        double left = Math.pow(1 - 12 * (1 - Math.pow(0.5, 1e-3)), 200);
        double few = 10 * noise.meanStep();
        assertThat(noise.meanStepAt(1)).isCloseTo((599 * 20 * left + few) / 609, within(0.05));
    }

    @Test
    void aConstantStillHasALittle() {
        Noise noise = new Noise(100, DAY);
        for (int i = 0; i < 50; i++) {
            noise.observe(1_000);
        }

        assertThat(noise.meanStep()).isCloseTo(1e-6, within(1e-12));
        assertThat(noise.level(0)).isCloseTo(50, within(1e-6)); // a twentieth of the usual size
        assertThat(noise.level(-2_000)).isEqualTo(2_000);
    }

    @Test
    void theLargestOutlastsAWeekendOfRest() {
        Noise noise = new Noise(DAY / 2, DAY);
        for (int i = 0; i < 3 * DAY; i++) {
            noise.observe(i < DAY / 2 ? 100 : 0);
        }

        // Two and a half days, of which four halve it.
        assertThat(noise.largest()).isCloseTo(100 * Math.pow(0.5, 2.5 / 4), within(0.5));
        noise.observe(-300);
        assertThat(noise.largest()).isEqualTo(300);
    }
}
