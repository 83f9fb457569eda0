package dev.tidegate.autoscaler.shadow.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrailingMaximaTest {
    @Test
    void eachSeriesAndWindowAgreesWithAPeakOfItsOwn() {
        int[] widths = {5, 15, 240, 1440}; // the last two are kept in grains
        TrailingMaxima windows = new TrailingMaxima(2, widths);
        TrailingPeak[][] alone = new TrailingPeak[2][widths.length];
        for (int series = 0; series < 2; series++) {
            for (int i = 0; i < widths.length; i++) {
                alone[series][i] = new TrailingPeak(widths[i]);
            }
        }
        Random random = new Random(1);

        for (int step = 0; step < 5_000; step++) {
            double[] newest = {random.nextInt(1_000), 500 - step % 500};
            windows.add(newest);
            for (int series = 0; series < 2; series++) {
                for (int i = 0; i < widths.length; i++) {
                    assertThat((double) windows.peak(series, i))
                            .as("series %d, width %d, step %d", series, widths[i], step)
                            .isEqualTo(alone[series][i].add(newest[series]));
                }
            }
        }
    }

    @Test
    void aWindowOfNothingIsRefused() {
        assertThatThrownBy(() -> new TrailingMaxima(1, 3, 0)).hasMessageContaining("was 0");
    }
}
