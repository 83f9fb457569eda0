package dev.tidegate.forecaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class HalfFloatsTest {
    private final HalfFloats held = new HalfFloats(2);

    @Test
    void elevenDigitsAreKept() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(20) - 8);
            held.set(1, value);

            assertThat(held.at(1)).isCloseTo(value, within(Math.abs(value) * 0x1p-11 + 0x1p-25));
        }
        assertThat(held.at(0)).isZero();
    }

    @Test
    void whatTheStandardNamesIsExact() { // examples of IEEE 754-2008, binary16
        for (double value : new double[] {0, 1, -2, 65_504, 0x1p-14, 0x1p-24, 0.333251953125}) {
            held.set(0, value);
            assertThat(held.at(0)).isEqualTo(value);
        }
    }

    @Test
    void whatIsTooFarIsHeldAtTheFarthest() {
        held.set(0, 1e12);
        held.set(1, -1e300);

        assertThat(held.at(0)).isEqualTo(65_504);
        assertThat(held.at(1)).isEqualTo(-65_504);
    }

    @Test
    void floatsAreTakenInTheirOrder() {
        HalfFloats taken = HalfFloats.of(new float[] {1, 2, 3});

        assertThat(taken.size()).isEqualTo(3);
        assertThat(taken.at(2)).isEqualTo(3);
    }
}
