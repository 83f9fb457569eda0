package dev.tidegate.autoscaler.shadow.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrailingPeakTest {
    @Test
    void aPeakIsForgottenOnceItsWindowHasPassed() {
        TrailingPeak peak = new TrailingPeak(3);

        double[] seen = {peak.add(5), peak.add(1), peak.add(2), peak.add(0), peak.add(0)};

        assertThat(seen).containsExactly(5, 5, 5, 2, 2);
    }

    @Test
    void itAgreesWithLookingAtTheWholeWindow() {
        Random random = new Random(1);
        float[] values = new float[500];
        TrailingPeak peak = new TrailingPeak(7);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(20);
            double expected = 0;
            for (int j = Math.max(0, i - 6); j <= i; j++) {
                expected = Math.max(expected, values[j]);
            }
            assertThat(peak.add(values[i])).isEqualTo(expected);
        }
    }

    @Test
    void aWindowOfNothingIsRefused() {
        assertThatThrownBy(() -> new TrailingPeak(0)).hasMessageContaining("was 0");
    }
}
