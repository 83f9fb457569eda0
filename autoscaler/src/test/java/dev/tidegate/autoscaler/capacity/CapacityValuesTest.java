package dev.tidegate.autoscaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapacityValuesTest {
    @Test
    void aNeedIsRoundedUpOnceAndRoundingErrorsAreNoWork() {
        Throughput throughput = new Throughput(0.1);

        assertThat(throughput.replicasFor(0.3)).isEqualTo(Replicas.of(3));
        assertThat(throughput.replicasFor(0.31)).isEqualTo(Replicas.of(4));
        assertThat(throughput.replicasFor(0)).isEqualTo(Replicas.NONE);
    }

    @Test
    void impossibleQuantitiesAreRefusedWithTheValueFound() {
        assertThatThrownBy(() -> Replicas.of(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Throughput(0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> Share.of(1.1)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> new LeadTime(Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> new Throughput(1).replicasFor(Double.NaN))
                .hasMessageContaining("NaN");
    }

    @Test
    void aLeadTimeIsOneStepAtLeastAndElseTheNearestNumberOfSteps() {
        Duration minute = Duration.ofMinutes(1);

        assertThat(new LeadTime(Duration.ZERO).steps(minute)).isEqualTo(1);
        assertThat(new LeadTime(Duration.ofSeconds(100)).steps(minute)).isEqualTo(2);
        assertThat(new LeadTime(Duration.ofMinutes(2)).steps(Duration.ofMinutes(10))).isEqualTo(1);
    }

    @Test
    void throughputIsToldFromSaturationOnceThatWasSeenOften() {
        Saturation saturation = new Saturation();
        for (int i = 0; i < 4; i++) {
            saturation.add(500, 100, 4);
        }
        boolean early = saturation.throughput().isPresent();
        saturation.add(450, 10, 4);

        assertThat(early).isFalse();
        assertThat(saturation.throughput()).contains(new Throughput(100));
    }

    /** Rates of 10 to 90 in no order: the median is 50. */
    @Test
    void theMedianIsTaken() {
        Saturation saturation = new Saturation();
        for (int rate : new int[] {70, 20, 90, 40, 10, 80, 30, 60, 50}) {
            saturation.add(4 * rate + 100, 100, 4);
        }

        assertThat(saturation.throughput()).contains(new Throughput(50));
    }

    @Test
    void quantitiesAreOrderedAndSubtracted() {
        assertThat(Replicas.of(3)).isLessThan(Replicas.of(4)).hasToString("3");
        assertThat(Replicas.of(5).minus(Replicas.of(2))).isEqualTo(Replicas.of(3));
        assertThat(Replicas.of(2).minus(Replicas.of(5))).isEqualTo(Replicas.NONE);
        assertThat(Replicas.of(3).max(Replicas.of(4))).isEqualTo(Replicas.of(4));
        assertThat(Replicas.of(3).min(Replicas.of(4))).isEqualTo(Replicas.of(3));
        assertThat(new Throughput(2.5).of(Replicas.of(4))).isEqualTo(10);
    }

    @Test
    void whatRoundingLeavesWhereAllWasTurnedAwayIsNoThroughput() {
        for (double unit : new double[] {1e-6, 1, 1e6}) {
            Saturation saturation = new Saturation();
            for (int i = 0; i < 10; i++) {
                saturation.add((0.1 + 0.2) * unit, 0.3 * unit, 4); // not the same to the last bit
            }

            assertThat(saturation.throughput()).isEmpty();
        }
    }

    @Test
    void whatOthersServedWhileNothingWasReadyIsNoThroughput() {
        Saturation saturation = new Saturation();
        for (int i = 0; i < 10; i++) {
            saturation.add(500, 100, 0);
        }

        assertThat(saturation.throughput()).isEmpty();
    }
}
