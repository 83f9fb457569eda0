package dev.tidegate.runbooks.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.ledger.LeaseCondition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Contract of {@link Leases}; the test of each implementation inherits it. */
public abstract class LeasesContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TTL = Duration.ofSeconds(8);

    /** A store without leases. */
    protected abstract Leases leases();

    /** The same leases, as another process sees them. */
    protected abstract Leases sameLeases();

    private static Lease held(LeaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(LeaseOutcome.Held.class);
        return ((LeaseOutcome.Held) outcome).lease();
    }

    private static Instant refused(LeaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(LeaseOutcome.HeldByAnother.class);
        return ((LeaseOutcome.HeldByAnother) outcome).until();
    }

    @Test
    void freeLeaseIsHeldAtOnce() {
        Lease lease = held(leases().acquire("t", "a", TTL, NOW));

        assertThat(lease.expires()).isEqualTo(NOW.plus(TTL));
        assertThat(leases().holds(lease)).isTrue();
    }

    @Test
    void fenceGrowsWithEveryHolderEvenAfterRelease() {
        Leases leases = leases();
        Lease first = held(leases.acquire("t", "a", TTL, NOW));
        leases.release(first);

        Lease second = held(leases.acquire("t", "b", TTL, NOW));

        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(leases.holds(first)).isFalse();
    }

    @Test
    void silentHolderLosesTheLeaseAfterItsWholeLifeWasWatched() {
        Lease dead = held(leases().acquire("t", "a", TTL, NOW));
        Leases survivor = sameLeases();
        Instant found = NOW.plusSeconds(3);

        Instant until = refused(survivor.acquire("t", "b", TTL, found));
        refused(survivor.acquire("t", "b", TTL, until.minusMillis(1)));
        Lease taken = held(survivor.acquire("t", "b", TTL, until));

        assertThat(until).isEqualTo(found.plus(TTL));
        assertThat(taken.fence()).isGreaterThan(dead.fence());
        assertThat(leases().holds(dead)).isFalse();
    }

    @Test
    void renewedLeaseIsNotTaken() {
        Lease lease = held(leases().acquire("t", "a", TTL, NOW));
        Leases other = sameLeases();
        Instant until = refused(other.acquire("t", "b", TTL, NOW));

        held(leases().renew(lease, TTL, NOW.plusSeconds(4)));

        assertThat(refused(other.acquire("t", "b", TTL, until))).isEqualTo(until.plus(TTL));
    }

    @Test
    void clockFarAheadTakesNoLiveLease() {
        Lease lease = held(leases().acquire("t", "a", TTL, NOW));
        Instant ahead = NOW.plus(Duration.ofHours(1));

        refused(sameLeases().acquire("t", "b", TTL, ahead));

        assertThat(leases().holds(lease)).isTrue();
    }

    @Test
    void clockThatIsSetForwardWhileItWatchesTakesALiveLeaseWhoseFenceShutsTheHolderOut() {
        Lease lease = held(leases().acquire("t", "a", TTL, NOW));
        Leases other = sameLeases();
        refused(other.acquire("t", "b", TTL, NOW));

        held(other.acquire("t", "b", TTL, NOW.plus(Duration.ofHours(1))));

        assertThat(leases().holds(lease)).isFalse();
        assertThat(leases().renew(lease, TTL, NOW)).isInstanceOf(LeaseOutcome.HeldByAnother.class);
    }

    @Test
    void clockFarBehindWaitsNoLongerThanAnyOther() {
        held(leases().acquire("t", "a", TTL, NOW));
        Leases survivor = sameLeases();
        Instant behind = NOW.minus(Duration.ofHours(1));

        refused(survivor.acquire("t", "b", TTL, behind));

        held(survivor.acquire("t", "b", TTL, behind.plus(TTL)));
    }

    @Test
    void clockThatIsSetBackWaitsNoLongerThanAnyOther() {
        held(leases().acquire("t", "a", TTL, NOW));
        Leases survivor = sameLeases();
        refused(survivor.acquire("t", "b", TTL, NOW));
        Instant behind = NOW.minus(Duration.ofHours(1));

        Instant until = refused(survivor.acquire("t", "b", TTL, behind));

        assertThat(until).isEqualTo(behind.plus(TTL));
        held(survivor.acquire("t", "b", TTL, until));
    }

    @Test
    void restartedHolderShutsOutItsFormerSelf() {
        Lease before = held(leases().acquire("t", "a", TTL, NOW));

        Lease after = held(sameLeases().acquire("t", "a", TTL, NOW));

        assertThat(leases().holds(before)).isFalse();
        refused(leases().renew(before, TTL, NOW));
        assertThat(leases().holds(after)).isTrue();
    }

    @Test
    void releaseByAFormerHolderChangesNothing() {
        Lease before = held(leases().acquire("t", "a", TTL, NOW));
        Lease after = held(leases().acquire("t", "a", TTL, NOW));

        leases().release(before);

        assertThat(leases().holds(after)).isTrue();
    }

    @Test
    void fenceAsksWhetherTheLeaseIsStillHeld() {
        Lease lease = held(leases().acquire("t", "a", TTL, NOW));
        var fence = leases().fence(lease);

        assertThat(fence.number()).isEqualTo(lease.fence());
        assertThat(lease.condition()).isEqualTo(new LeaseCondition("t", lease.fence()));
        assertThat(fence.stillHeld()).isTrue();
        leases().release(lease);
        assertThat(fence.stillHeld()).isFalse();
    }
}
