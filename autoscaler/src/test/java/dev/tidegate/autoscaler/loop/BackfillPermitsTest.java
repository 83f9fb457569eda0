package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackfillPermitsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final BackfillPermits backfills = new BackfillPermits(2, 3);

    @Test
    void onlySoManyHaveTheirTurnAtATime() {
        assertThat(backfills.begin(NOW)).isTrue();
        assertThat(backfills.begin(NOW)).isTrue();
        assertThat(backfills.begin(NOW)).isFalse();

        backfills.end(true, NOW);

        assertThat(backfills.begin(NOW)).isTrue();
    }

    @Test
    void aTurnInWhichThePastCouldNotBeAskedForDoesNotCount() {
        backfills.begin(NOW);
        backfills.end(false, NOW);
        backfills.begin(NOW);
        backfills.end(true, NOW);

        assertThat(backfills.shown()).isEqualTo(1);
    }

    @Test
    void withoutTurnsNobodyWouldEverBeShownThePast() {
        assertThatThrownBy(() -> new BackfillPermits(0, 3)).hasMessageContaining("were 0 and 3");
    }
}
