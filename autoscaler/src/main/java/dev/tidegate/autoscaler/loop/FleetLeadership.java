package dev.tidegate.autoscaler.loop;

import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects the one daemon that acts on a fleet that several daemons watch: the first to ask leads for as long as it keeps renewing,
 * and the others stand by. Planners that started at different times decide differently, so without a leader each daemon would
 * undo what another has just done. Leadership does not exclude concurrent writes: the fleet's own lease, taken for each write,
 * does. Thread-safe.
 */
public final class FleetLeadership implements AutoCloseable {
    private static final Duration MIN_LEASE = Duration.ofSeconds(30);
    private static final int MISSED_CYCLES = 3; // in a row, until the leader is presumed dead
    private static final Logger LOG = LoggerFactory.getLogger(FleetLeadership.class);

    private final Optional<Leases> leases;
    private final String holder;
    private final Duration leaseDuration;
    private final Troubles troubles;
    private final Map<Target, Lease> held = new ConcurrentHashMap<>();
    private volatile Instant namesakeSeen = Instant.MIN;

    private FleetLeadership(
            Optional<Leases> leases, String holder, Duration leaseDuration, Troubles troubles) {
        this.leases = leases;
        this.holder = holder;
        this.leaseDuration = leaseDuration;
        this.troubles = troubles;
    }

    /**
     * For daemons that share a store.
     *
     * @param holder unique to this daemon; a duplicate is reported as a trouble
     * @param interval between two cycles of a fleet
     */
    public static FleetLeadership shared(
            Leases leases, String holder, Duration interval, Troubles troubles) {
        Duration missed = interval.multipliedBy(MISSED_CYCLES);
        Duration leaseDuration = missed.compareTo(MIN_LEASE) > 0 ? missed : MIN_LEASE;
        return new FleetLeadership(Optional.of(leases), holder, leaseDuration, troubles);
    }

    /** For a process that has the store to itself: it always leads. */
    public static FleetLeadership alone() {
        return new FleetLeadership(Optional.empty(), "", MIN_LEASE, new Troubles());
    }

    /**
     * Acquires or renews leadership. Empty if this daemon leads, otherwise the holder that does. Leadership passes on when its
     * holder has not renewed for the length of a lease.
     *
     * @throws LedgerException if the store does not answer
     */
    Optional<String> otherLeader(Target fleet, Instant now) {
        return leases.flatMap(shared -> acquireOrRenew(shared, fleet, now));
    }

    /** Whether this daemon leads for certain, as nobody else can until its lease has run out. */
    boolean isHeld(Target fleet, Instant now) {
        return leases.isEmpty()
                || Optional.ofNullable(held.get(fleet))
                        .filter(lease -> now.isBefore(lease.expires()))
                        .isPresent();
    }

    private Optional<String> acquireOrRenew(Leases shared, Target fleet, Instant now) {
        LeaseOutcome outcome =
                Optional.ofNullable(held.get(fleet))
                        .map(before -> shared.renew(before, leaseDuration, now))
                        .filter(Predicate.not(FleetLeadership::isReleased))
                        .orElseGet(
                                () ->
                                        shared.acquire(
                                                "daemon/" + fleet, holder, leaseDuration, now));
        if (outcome instanceof LeaseOutcome.HeldByAnother other) {
            held.remove(fleet);
            return Optional.of(
                    other.holder().equals(holder) ? reportNamesake(now) : other.holder());
        }
        if (!now.isBefore(namesakeSeen.plus(leaseDuration))) {
            troubles.clear(holder);
        }
        held.put(fleet, ((LeaseOutcome.Held) outcome).lease());
        return Optional.empty();
    }

    /**
     * Reports that another daemon uses this name: the lease was neither lost nor released by this process, and yet its holder has
     * the same name. The two would go on taking the lease from each other.
     */
    private String reportNamesake(Instant now) {
        namesakeSeen = now;
        String remedy = "set TIDEGATE_INSTANCE to another name for each of them";
        troubles.report(
                holder,
                "two daemons of this name",
                "two daemons have this name and take turns at acting, each undoing what the other decides; "
                        + remedy);
        return "another daemon that is called " + holder + ", too (" + remedy + "),";
    }

    /** The daemon that took over while this process was suspended has stopped since: nobody leads. */
    private static boolean isReleased(LeaseOutcome outcome) {
        return outcome instanceof LeaseOutcome.HeldByAnother other && other.holder().isEmpty();
    }

    /** Releases all leases, so that other daemons need not wait for them to expire. */
    @Override
    public void close() {
        try {
            leases.ifPresent(shared -> held.values().forEach(shared::release));
        } catch (LedgerException e) {
            LOG.warn("leases expire by themselves: {}", e.getMessage());
        }
        held.clear();
    }
}
