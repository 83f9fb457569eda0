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
        assertThat(saturation.doubt().fraction()).isLessThan(0.1);
    }

    @Test
    void whatRoundingLeavesWhereAllWasTurnedAwayIsNoThroughput() {
        Saturation saturation = new Saturation();
        for (int i = 0; i < 10; i++) {
            saturation.add(0.1 + 0.2, 0.3, 4); // not the same to the last bit
        }

        assertThat(saturation.throughput()).isEmpty();
    }
}
