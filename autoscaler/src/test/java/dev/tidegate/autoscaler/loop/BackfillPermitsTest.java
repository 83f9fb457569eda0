package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackfillPermitsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final BackfillPermits backfills = new BackfillPermits(2, 3);

    @Test
    void noMoreThanTheLimitRunAtTheSameTime() {
        assertThat(backfills.tryAcquire(NOW)).isTrue();
        assertThat(backfills.tryAcquire(NOW)).isTrue();
        assertThat(backfills.tryAcquire(NOW)).isFalse();

        backfills.release(true, NOW);

        assertThat(backfills.tryAcquire(NOW)).isTrue();
        assertThat(backfills.tryAcquire(NOW)).isFalse();
    }

    @Test
    void aFailedBackfillIsNotCounted() {
        BackfillPermits many = new BackfillPermits(1, 20);

        String log =
                LoggedLines.during(
                        () -> {
                            many.tryAcquire(NOW);
                            many.release(false, NOW);
                            many.tryAcquire(NOW);
                            many.release(true, NOW);
                        });

        assertThat(log.lines()).singleElement().asString().contains("1 of 20 workloads");
    }

    @Test
    void aLimitOfZeroIsRejected() {
        assertThatThrownBy(() -> new BackfillPermits(0, 3)).hasMessageContaining("were 0 and 3");
    }

    @Test
    void manyWorkloadsLogTheirProgressTwentyTimes() {
        String log = completeAll(40);

        assertThat(completeAll(20).lines()).hasSize(20);
        assertThat(log.lines()).hasSize(20);
        assertThat(log)
                .contains(
                        "10 of 40 workloads have read their history after PT10S; the others in about PT30S",
                        "40 of 40 workloads have read their history after PT40S; the others in about PT0S");
    }

    @Test
    void fewWorkloadsLogNoProgress() {
        assertThat(completeAll(19)).isEmpty();
    }

    /** One after the other, a second each; returns what is logged. */
    private static String completeAll(int workloads) {
        BackfillPermits permits = new BackfillPermits(1, workloads);
        return LoggedLines.during(
                () -> {
                    for (int i = 0; i < workloads; i++) {
                        permits.tryAcquire(NOW.plusSeconds(i));
                        permits.release(true, NOW.plusSeconds(i + 1));
                    }
                });
    }
}
