package dev.tidegate.forecaster.interval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KnotsTest {
    @Test
    void theNearestKnotIsTheNearest() {
        assertThat(Knots.probability(Knots.nearest(0.95))).isEqualTo(0.95);
        assertThat(Knots.probability(Knots.nearest(0.96))).isEqualTo(0.95);
        assertThat(Knots.probability(Knots.nearest(0.0001))).isEqualTo(0.005);
        assertThat(Knots.probability(Knots.nearest(0.9999))).isEqualTo(0.999);
    }

    @Test
    void knotsRise() {
        for (int knot = 1; knot < Knots.COUNT; knot++) {
            assertThat(Knots.probability(knot)).isGreaterThan(Knots.probability(knot - 1));
        }
    }
}
