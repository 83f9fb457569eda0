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

        assertThat(noise.usual()).isCloseTo(3, within(1e-9));
        assertThat(noise.lately()).isCloseTo(3, within(1e-9));
        assertThat(noise.atTimeOf(1)).isCloseTo(3, within(1e-5));
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
        assertThat(noise.lately()).isCloseTo(5, within(0.5));
        assertThat(noise.usual()).isBetween(1.01, 1.2);
    }

    @Test
    void timesOfDayAreToldApartAlsoAcrossMissingSlots() {
        Noise noise = new Noise(1_000, DAY);
        for (int i = 0; i < 20 * DAY; i++) {
            boolean restless = i % DAY < DAY / 2;
            if (i % 7 == 3) {
                noise.pass();
            } else {
                noise.observe(100 + (i % 2) * (restless ? 20 : 1));
            }
        }

        // The next slot is the first of a day.
        assertThat(noise.atTimeOf(1)).isGreaterThan(3 * noise.atTimeOf(1 + 3 * DAY / 4));
        assertThat(noise.atTimeOf(DAY + 10)).isEqualTo(noise.atTimeOf(10));
    }

    @Test
    void aConstantStillHasALittle() {
        Noise noise = new Noise(100, DAY);
        for (int i = 0; i < 50; i++) {
            noise.observe(1_000);
        }

        assertThat(noise.usual()).isCloseTo(1e-6, within(1e-12));
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
