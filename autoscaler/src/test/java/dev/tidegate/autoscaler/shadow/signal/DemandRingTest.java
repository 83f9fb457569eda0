package dev.tidegate.autoscaler.shadow.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandRingTest {
    private final DemandRing ring = new DemandRing(3);

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 1, 1.5, 9.4, 1_000.3, 123_456_789})
    void aDemandIsKeptToThreeDigits(double demand) {
        ring.add(demand);

        assertThat(ring.valueAt(0)).isCloseTo(demand, within(demand / 2_000));
    }

    @Test
    void nothingStaysNothingAndTooMuchIsTheMost() {
        ring.add(0);
        ring.add(1e-12);
        ring.add(1e30);

        assertThat(ring.valueAt(2)).isZero();
        assertThat(ring.valueAt(1)).isZero();
        assertThat(ring.valueAt(0)).isGreaterThan(4e9);
    }

    @Test
    void aLargerDemandNeverReadsSmaller() {
        double last = -1;
        for (double demand = 0; demand < 40; demand += 0.001) {
            ring.add(demand);
            assertThat(ring.valueAt(0)).isGreaterThanOrEqualTo(last);
            last = ring.valueAt(0);
        }
    }

    @Test
    void theOldestMakesRoom() {
        for (int i = 1; i <= 4; i++) {
            ring.add(i);
        }

        assertThat(ring.size()).isEqualTo(3);
        assertThat(ring.contains(2)).isTrue();
        assertThat(ring.contains(3)).isFalse();
        assertThat(ring.sum(0, 3)).isEqualTo(2 + 3 + 4);
        assertThat(ring.peak(1, 2)).isEqualTo(3);
    }
}
