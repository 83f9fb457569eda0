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
 * Whose turn it is to act on a fleet that several daemons watch: whoever asks first keeps it for as long as it goes on asking,
 * and the others stand by. Planners that began at different times decide differently, so without this each daemon would undo
 * what the other has just done. That no two write at once is the fleet's own lease, taken for each write. Thread-safe.
 */
public final class FleetLeadership implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final int MISSED = 3; // cycles in a row, and the holder is taken for dead
    private static final Logger LOG = LoggerFactory.getLogger(FleetLeadership.class);

    private final Optional<Leases> leases;
    private final String holder;
    private final Duration life; // of a lease
    private final Troubles troubles;
    private final Map<Target, Lease> mine = new ConcurrentHashMap<>();
    private volatile Instant namesakeSeen = Instant.MIN;

    private FleetLeadership(
            Optional<Leases> leases, String holder, Duration life, Troubles troubles) {
        this.leases = leases;
        this.holder = holder;
        this.life = life;
        this.troubles = troubles;
    }

    /**
     * Among all daemons that share the leases.
     *
     * @param holder unlike that of every other daemon; that another has it is told among the troubles
     * @param interval between two cycles of a fleet
     */
    public static FleetLeadership shared(
            Leases leases, String holder, Duration interval, Troubles troubles) {
        Duration missed = interval.multipliedBy(MISSED);
        Duration life = missed.compareTo(SHORTEST) > 0 ? missed : SHORTEST;
        return new FleetLeadership(Optional.of(leases), holder, life, troubles);
    }

    /** For a process that has the store for itself: always its own. */
    public static FleetLeadership alone() {
        return new FleetLeadership(Optional.empty(), "", SHORTEST, new Troubles());
    }

    /**
     * Takes the turn or keeps it; who else has it, if another does. It passes on when its holder has not asked for a lease's
     * length.
     *
     * @throws LedgerException when nobody knows
     */
    Optional<String> elsewhere(Target fleet, Instant now) {
        return leases.flatMap(keeper -> asked(keeper, fleet, now));
    }

    private Optional<String> asked(Leases keeper, Target fleet, Instant now) {
        LeaseOutcome outcome =
                Optional.ofNullable(mine.get(fleet))
                        .map(before -> keeper.renew(before, life, now))
                        .filter(Predicate.not(FleetLeadership::isGivenBack))
                        .orElseGet(() -> keeper.acquire("daemon/" + fleet, holder, life, now));
        if (outcome instanceof LeaseOutcome.HeldByAnother other) {
            mine.remove(fleet);
            return Optional.of(other.holder().equals(holder) ? namesake(now) : other.holder());
        }
        if (!now.isBefore(namesakeSeen.plus(life))) {
            troubles.over(holder);
        }
        mine.put(fleet, ((LeaseOutcome.Held) outcome).lease());
        return Optional.empty();
    }

    /** A turn that this process held and did not give away is held under its own name: the two would go on taking it from each other. */
    private String namesake(Instant now) {
        namesakeSeen = now;
        String remedy = "set TIDEGATE_INSTANCE to another name for each of them";
        troubles.stands(
                holder,
                "two daemons of this name",
                "two daemons have this name and take turns at acting, each undoing what the other decides; "
                        + remedy);
        return "another daemon that is called " + holder + ", too (" + remedy + "),";
    }

    /** Whoever took the turn over while this process slept has ended since: nobody acts. */
    private static boolean isGivenBack(LeaseOutcome outcome) {
        return outcome instanceof LeaseOutcome.HeldByAnother other && other.holder().isEmpty();
    }

    /** Gives every turn back, so that nobody waits for the end of a lease. */
    @Override
    public void close() {
        try {
            leases.ifPresent(keeper -> mine.values().forEach(keeper::release));
        } catch (LedgerException e) {
            LOG.warn("turns run out by themselves: {}", e.getMessage());
        }
        mine.clear();
    }
}
