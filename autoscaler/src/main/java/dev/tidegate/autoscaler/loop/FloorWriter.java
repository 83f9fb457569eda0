package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
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
 * Carries changes out so that a crash at any instruction loses, doubles and sticks nothing: under the fleet's lease the
 * intention is committed to the ledger, then the fleet is changed, then the outcome is noted. An intention without an outcome,
 * from this process or the one before it, is read again before anything else is changed.
 */
final class FloorWriter {
    /** Longer than a write may take; while a writer lives it gives the lease back at once. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(FloorWriter.class);

    private final Actuator actuator;
    private final Target target;
    private final Leases leases;
    private final String holder;
    private final Journal journal;
    private final FleetLeadership leadership;
    private final FloorTrouble trouble;
    private Optional<String> elsewhere = Optional.empty(); // who acts on the fleet instead
    private Optional<Change> open = Optional.empty();
    private boolean
            recalled; // whether the ledger was asked what the process before this one left open
    private Optional<Reason> lastWithheld = Optional.empty();

    FloorWriter(LoopDependencies parts, Journal journal) {
        this.actuator = parts.actuator();
        this.target = parts.target();
        this.leases = parts.leases();
        this.holder = parts.holder();
        this.journal = journal;
        this.leadership = parts.shared().turns();
        this.trouble = new FloorTrouble(parts.shared().troubles(), target);
    }

    /** To be called in every cycle, whether it changes something or not: a turn that is not kept passes to another daemon. */
    void keepTurn(Instant now) {
        try {
            Optional<String> before = elsewhere;
            elsewhere = leadership.elsewhere(target, now);
            elsewhere.ifPresent(other -> trouble.over());
            if (!before.equals(elsewhere)) {
                LOG.info(
                        "{}: {}",
                        target,
                        elsewhere
                                .map(other -> other + " acts, this daemon stands by")
                                .orElse("this daemon acts from now on"));
            }
        } catch (LedgerException e) {
            LOG.debug("nobody knows whose turn it is, and nothing can be written", e);
        }
    }

    /** Reads an open change again, and closes it once it is known what became of it; what that is. */
    Optional<Action.Carried> settle(Instant now) {
        if (!recalled) {
            recall();
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
            LOG.info("{}: {} was made after all", target, ChangeRecord.told(change));
            trouble.over();
        }
        open = Optional.empty();
        journal.note(now, ChangeRecord.OUTCOME, ChangeRecord.outcome(change, outcome));
        return Optional.of(new Action.Carried(change, outcome));
    }

    /** The fleet was seen to be as planned. */
    void isAsPlanned() {
        trouble.over();
    }

    /** @param recorded whether the cycle that wants the change is in the ledger */
    Action write(Change change, Instant now, boolean recorded) {
        if (!recorded || !recalled) {
            return withheld(
                    change, now, Reason.LEDGER_UNWRITABLE, journal.trouble().orElse("unreadable"));
        }
        if (open.isPresent()) {
            return withheld(change, now, Reason.OUTCOME_UNKNOWN, "change " + open.get().key());
        }
        if (elsewhere.isPresent()) {
            return withheld(change, now, Reason.LEASE_ELSEWHERE, elsewhere.get() + " acts");
        }
        try {
            LeaseOutcome asked = leases.acquire(change.target().toString(), holder, LEASE, now);
            if (asked instanceof LeaseOutcome.HeldByAnother other) {
                return withheld(change, now, Reason.LEASE_ELSEWHERE, "held by " + other.holder());
            }
            return write(change, now, ((LeaseOutcome.Held) asked).lease());
        } catch (LeaseLostException e) {
            return withheld(change, now, Reason.LEASE_ELSEWHERE, String.valueOf(e.getMessage()));
        } catch (LedgerException e) {
            return withheld(change, now, Reason.LEDGER_UNWRITABLE, String.valueOf(e.getMessage()));
        }
    }

    private Action write(Change change, Instant now, Lease lease) {
        journal.commit(now, ChangeRecord.INTENDED, ChangeRecord.intended(change), lease.proviso());
        open = Optional.of(change); // from here on it may have happened
        Outcome outcome = actuator.apply(change, leases.fence(lease));
        if (!(outcome instanceof Outcome.Unknown)) {
            open = Optional.empty();
        }
        journal.note(now, ChangeRecord.OUTCOME, ChangeRecord.outcome(change, outcome));
        lastWithheld = Optional.empty();
        trouble.after(change, outcome);
        if (outcome instanceof Outcome.Done) {
            LOG.info("{}: {} done", target, ChangeRecord.told(change));
        }
        giveBack(lease);
        return new Action.Carried(change, outcome);
    }

    private void giveBack(Lease lease) {
        try {
            leases.release(lease);
        } catch (LedgerException e) {
            LOG.warn("lease {} runs out by itself: {}", lease.name(), e.getMessage());
        }
    }

    private Action withheld(Change change, Instant now, Reason why, String detail) {
        if (!lastWithheld.equals(Optional.of(why))) { // once, not every cycle
            lastWithheld = Optional.of(why);
            LOG.warn(
                    "{}: {} withheld: {} ({})",
                    change.target(),
                    ChangeRecord.told(change),
                    why.code(),
                    detail);
            journal.note(now, ChangeRecord.WITHHELD, ChangeRecord.withheld(change, why, detail));
        }
        return new Action.Withheld(change, why, detail);
    }

    private void recall() {
        try {
            open =
                    journal.newest(ChangeRecord.INTENDED, ChangeRecord.OUTCOME)
                            .map(Entry::content)
                            .filter(ChangeRecord::isOpen)
                            .map(ChangeRecord::change)
                            .filter(this::isOfThisFleet);
            recalled = true;
        } catch (LedgerException e) {
            LOG.debug("nobody knows what is open, and nothing is changed", e);
        }
    }

    /** A workload may have been given another fleet since; what was left open on the one before is nobody's to settle here. */
    private boolean isOfThisFleet(Change left) {
        boolean ours = left.target().equals(target);
        if (!ours) {
            LOG.warn(
                    "{}: what became of {} on {} is not known; no workload follows that fleet here",
                    target,
                    ChangeRecord.told(left),
                    left.target());
        }
        return ours;
    }
}
