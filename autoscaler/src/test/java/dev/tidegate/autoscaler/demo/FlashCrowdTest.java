package dev.tidegate.autoscaler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlashCrowdTest {
    private static final Instant START = Instant.parse("2026-01-12T19:30:00Z");

    private final FlashCrowd crowd =
            new FlashCrowd(
                    START,
                    Duration.ofMinutes(6),
                    Duration.ofMinutes(20),
                    Duration.ofMinutes(15),
                    3);

    @Test
    void risesStaysAndHalves() {
        assertThat(at(0)).isEqualTo(1);
        assertThat(at(3)).isCloseTo(2, within(1e-9));
        assertThat(at(6)).isCloseTo(3, within(1e-9));
        assertThat(at(26)).isCloseTo(3, within(1e-9));
        assertThat(at(41)).isCloseTo(2, within(1e-9));
    }

    private double at(int minutes) {
        return crowd.factor(START.plus(Duration.ofMinutes(minutes)));
    }
}
