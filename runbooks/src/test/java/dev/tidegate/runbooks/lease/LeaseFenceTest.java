package dev.tidegate.runbooks.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a writer is told whose lease nobody can be asked about. */
final class LeaseFenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private boolean away;
    private final Leases leases = new SilentLeases(new InMemoryLeases(), () -> away);

    @Test
    void aKeeperThatDoesNotAnswerIsNoLostLeaseAndMayAnswerNextTime() {
        Fence fence = leases.fence(held());

        away = true;
        assertThat(fence.stillHeld()).isFalse();
        assertThat(fence.lost())
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        again -> {
                            assertThat(again.reason()).isEqualTo(Failure.TIMED_OUT);
                            assertThat(again.detail()).contains("keeps the lease", "gone");
                        });

        away = false;
        assertThat(fence.stillHeld()).isTrue();
    }

    @Test
    void aLeaseThatPassedToAnotherIsLost() {
        Fence fence = leases.fence(held());
        away = true;
        fence.stillHeld();
        away = false;
        held(); // anew

        assertThat(fence.stillHeld()).isFalse();
        assertThat(fence.lost())
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        lost -> assertThat(lost.reason()).isEqualTo(Failure.FENCED));
    }

    private Lease held() {
        LeaseOutcome outcome = leases.acquire("fleet", "me", Duration.ofSeconds(10), NOW);
        return ((LeaseOutcome.Held) outcome).lease();
    }
}
