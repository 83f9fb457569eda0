package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When exactly more capacity is taken to be in vain. */
class ScaleUpEffectTest {
    private final ScaleUpEffect effect = new ScaleUpEffect();

    private void inVain(int steps) {
        for (int i = 0; i < steps; i++) {
            effect.observe(8, 10, true);
        }
    }

    @Test
    void fiveStepsInARowConvince() {
        inVain(4);
        assertThat(effect.isIneffective()).isFalse();

        inVain(1);
        assertThat(effect.isIneffective()).isTrue();
        assertThat(effect.ineffectiveSteps()).isEqualTo(5);
    }

    /** A quarter more than demand needs is enough of them. */
    @ParameterizedTest
    @CsvSource({
        "8,    10, true,  5",
        "8.01, 10, true,  0",
        "8,    10, false, 0",
        "0,    0,  true,  0",
        "0,    1,  true,  5",
    })
    void aStepCountsWhereReplicasEnoughTurnWorkAway(
            double needed, int ready, boolean turnedAway, int inVain) {
        inVain(4);

        effect.observe(needed, ready, turnedAway);

        assertThat(effect.ineffectiveSteps()).isEqualTo(inVain);
    }
}
