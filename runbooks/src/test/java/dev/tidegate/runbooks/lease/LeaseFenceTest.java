package dev.tidegate.runbooks.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a writer is told whose lease nobody can be asked about. */
final class LeaseFenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private boolean away;
    private final InMemoryLeases keeper = new InMemoryLeases();
    private final Leases leases = new Away();

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

    private final class Away implements Leases {
        @Override
        public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
            return keeper.acquire(name, holder, ttl, now);
        }

        @Override
        public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
            return keeper.renew(lease, ttl, now);
        }

        @Override
        public void release(Lease lease) {
            keeper.release(lease);
        }

        @Override
        public boolean holds(Lease lease) {
            if (away) {
                throw new LedgerException("the server is gone");
            }
            return keeper.holds(lease);
        }
    }
}
