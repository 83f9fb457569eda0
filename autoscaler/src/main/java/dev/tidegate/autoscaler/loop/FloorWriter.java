package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.Leader;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LeaseLostException;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies changes so that a crash at any instruction neither loses nor repeats one: under the fleet's lease, the intention is
 * committed to the ledger, then the fleet is changed, then the outcome is recorded. An intention without an outcome, from this
 * process or the one before it, is verified against the fleet before anything else is changed.
 */
final class FloorWriter {
    /** Longer than a write may take. A live writer releases it at once. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(FloorWriter.class);

    private final Actuator actuator;
    private final Target target;
    private final Leases leases;
    private final String holder;
    private final Journal journal;
    private final FleetLeadership leadership;
    private final FloorTrouble trouble;
    private boolean leaderKnown; // of this cycle
    private Optional<String> otherLeader =
            Optional.empty(); // the daemon that leads instead of this one
    private Optional<Change> open = Optional.empty();
    private boolean
            recalled; // whether the open change of the process before this one was looked up
    private Optional<Reason> lastWithheld = Optional.empty();

    FloorWriter(LoopDependencies dependencies, Journal journal) {
        this.actuator = dependencies.actuator();
        this.target = dependencies.target();
        this.leases = dependencies.leases();
        this.holder = dependencies.holder();
        this.journal = journal;
        this.leadership = dependencies.shared().leadership();
        this.trouble = new FloorTrouble(dependencies.shared().troubles(), target);
    }

    /** Acquires or renews leadership. Must be called every cycle: leadership that is not renewed passes to another daemon. */
    void keepLeadership(Instant now) {
        leaderKnown = false;
        try {
            Optional<String> before = otherLeader;
            otherLeader = leadership.otherLeader(target, now);
            leaderKnown = true;
            otherLeader.ifPresent(other -> trouble.clear());
            if (!before.equals(otherLeader)) {
                LOG.info(
                        "{}: {}",
                        target,
                        otherLeader
                                .map(other -> new Leader.Other(other).describe())
                                .orElse("this daemon acts from now on"));
            }
        } catch (LedgerException e) {
            LOG.debug("who leads is not known, and nothing is changed", e);
        }
    }

    /** Whether this daemon is the one that acts; asks for it only where that may have changed since the last cycle. */
    boolean leads(Instant now) {
        leaderKnown = false;
        if (otherLeader.isEmpty() && !leadership.isHeld(target, now)) {
            keepLeadership(now);
        }
        return otherLeader.isEmpty() && leadership.isHeld(target, now);
    }

    /** Who acts, as of this cycle. */
    Leader leader(Instant now) {
        if (otherLeader.isEmpty() && leadership.isHeld(target, now)) {
            return new Leader.ThisDaemon();
        }
        return otherLeader
                .filter(other -> leaderKnown)
                .<Leader>map(Leader.Other::new)
                .orElse(new Leader.NotKnown());
    }

    /** Verifies an open change against the fleet, and closes it once its outcome is known; returns that outcome. */
    Optional<Action.Attempted> settle(Instant now) {
        if (!recalled) {
            recallOpenChange();
        }
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Change change = open.get();
        Outcome outcome = actuator.verify(change);
        if (outcome instanceof Outcome.Unknown) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Done) {
            LOG.info("{}: {} was made after all", target, ChangeRecord.describe(change));
            trouble.clear();
        }
        open = Optional.empty();
        journal.note(now, ChangeRecord.OUTCOME, ChangeRecord.outcome(change, outcome));
        return Optional.of(new Action.Attempted(change, outcome));
    }

    /** The fleet was read and is as planned. */
    void floorIsAsPlanned() {
        trouble.clear();
    }

    /** @param recorded whether the cycle that wants the change is in the ledger */
    Action write(Change change, Instant now, boolean recorded) {
        if (!recorded || !recalled || !leaderKnown) {
            return withhold(
                    change, now, Reason.LEDGER_UNWRITABLE, journal.trouble().orElse("unreadable"));
        }
        if (open.isPresent()) {
            return withhold(change, now, Reason.OUTCOME_UNKNOWN, "change " + open.get().key());
        }
        if (otherLeader.isPresent()) {
            return withhold(change, now, Reason.LEASE_ELSEWHERE, otherLeader.get() + " acts");
        }
        try {
            LeaseOutcome leaseOutcome =
                    leases.acquire(change.target().toString(), holder, LEASE, now);
            if (leaseOutcome instanceof LeaseOutcome.HeldByAnother other) {
                return withhold(change, now, Reason.LEASE_ELSEWHERE, "held by " + other.holder());
            }
            return write(change, now, ((LeaseOutcome.Held) leaseOutcome).lease());
        } catch (LeaseLostException e) {
            return withhold(change, now, Reason.LEASE_ELSEWHERE, String.valueOf(e.getMessage()));
        } catch (LedgerException e) {
            return withhold(change, now, Reason.LEDGER_UNWRITABLE, String.valueOf(e.getMessage()));
        }
    }

    private Action write(Change change, Instant now, Lease lease) {
        journal.commit(
                now, ChangeRecord.INTENDED, ChangeRecord.intended(change), lease.condition());
        open = Optional.of(change); // from here on it may have happened
        Outcome outcome = actuator.apply(change, leases.fence(lease));
        if (!(outcome instanceof Outcome.Unknown)) {
            open = Optional.empty();
        }
        journal.note(now, ChangeRecord.OUTCOME, ChangeRecord.outcome(change, outcome));
        lastWithheld = Optional.empty();
        trouble.update(change, outcome);
        if (outcome instanceof Outcome.Done) {
            LOG.info("{}: {} done", target, ChangeRecord.describe(change));
        }
        release(lease);
        return new Action.Attempted(change, outcome);
    }

    private void release(Lease lease) {
        try {
            leases.release(lease);
        } catch (LedgerException e) {
            LOG.warn("lease {} expires by itself: {}", lease.name(), e.getMessage());
        }
    }

    private Action withhold(Change change, Instant now, Reason why, String detail) {
        if (!lastWithheld.equals(Optional.of(why))) { // once, not every cycle
            lastWithheld = Optional.of(why);
            LOG.warn(
                    "{}: {} withheld: {} ({})",
                    change.target(),
                    ChangeRecord.describe(change),
                    why.code(),
                    detail);
            journal.note(now, ChangeRecord.WITHHELD, ChangeRecord.withheld(change, why, detail));
        }
        return new Action.Withheld(change, why, detail);
    }

    private void recallOpenChange() {
        try {
            open =
                    journal.newest(ChangeRecord.INTENDED, ChangeRecord.OUTCOME)
                            .map(Entry::content)
                            .filter(ChangeRecord::isOpen)
                            .map(ChangeRecord::change)
                            .filter(this::isOfThisFleet);
            recalled = true;
        } catch (LedgerException e) {
            LOG.debug("what is open is not known, and nothing is changed", e);
        }
    }

    /** A workload may have been given another fleet since; a change left open on the old one is not resolved here. */
    private boolean isOfThisFleet(Change open) {
        boolean ours = open.target().equals(target);
        if (!ours) {
            LOG.warn(
                    "{}: what became of {} on {} is not known; no workload follows that fleet here",
                    target,
                    ChangeRecord.describe(open),
                    open.target());
        }
        return ours;
    }
}
