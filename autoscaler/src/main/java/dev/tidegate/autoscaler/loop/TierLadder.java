package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.autoscaler.loop.record.TierEvidence;
import dev.tidegate.autoscaler.loop.record.TierRecord;
import dev.tidegate.autoscaler.loop.record.TierStanding;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import dev.tidegate.runbooks.tier.TierMachine;
import dev.tidegate.runbooks.tier.TierState;
import dev.tidegate.runbooks.tier.TierStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks the tier of one workload: takes evidence each cycle, records every step in the ledger, and resumes from there. Of several
 * daemons the one that leads decides; the others follow what it records, and know since when they have seen the same.
 */
final class TierLadder {
    private static final Logger LOG = LoggerFactory.getLogger(TierLadder.class);

    /** Longer than cycles may go unwritten. After such a gap it is not known whether the tier was left meanwhile. */
    private static final Duration UNWATCHED = Duration.ofMinutes(30);

    private static final double ABOVE_P99 = 0.01;

    private final String workload;
    private final Mode mode;
    private final Objective objective;
    private final TierMachine machine;
    private final Intervention intervention;
    private final Notices notices;
    private final Journal journal;
    private final Duration maxUnwatched;
    private Optional<TierState> state = Optional.empty();
    private Optional<Instant> watched =
            Optional.empty(); // the last time, by this process or an earlier one
    private Optional<Instant> recordedCalm = Optional.empty(); // by the newest entry
    private Optional<TierStanding> standing = Optional.empty(); // as of the newest cycle
    private Tier tierOfBooks = Tier.NORMAL;
    private List<TierBook> books = List.of();
    private boolean recalled; // whether the tier of the process before this one was looked up
    private final SortedMap<Tier, Draft> unannounced =
            new TreeMap<>(); // tiers that process entered, until they are announced again
    private boolean longUnwatched; // before this process started

    TierLadder(LoopDependencies dependencies, Journal journal) {
        this.workload = dependencies.settings().name();
        this.mode = dependencies.mode();
        this.objective = dependencies.settings().objective().objective();
        this.machine = TierMachine.forObjective(objective.busy().fraction());
        this.intervention = dependencies.intervention();
        this.notices = dependencies.shared().notices();
        this.maxUnwatched = dependencies.shared().maxUnwatched();
        this.journal = journal;
    }

    /**
     * Advances the tier by the evidence of one cycle, and returns it.
     *
     * @param latencyP99 99th percentile in seconds, where known
     * @param leads whether this daemon decides on the tier; another's is taken from the ledger
     */
    Tier update(Situation situation, Decision decision, OptionalDouble latencyP99, boolean leads) {
        Instant now = situation.now();
        TierEvidence found = evidence(situation, decision, latencyP99);
        Evidence evidence = found.total();
        TierStep step = step(currentState(now, situation.setAhead(), leads), evidence, now, leads);
        state = Optional.of(step.state());
        standing = standing(step.state(), found);
        watched = Optional.of(now);
        if (step.entered() || step.left()) {
            List<TierBook> books = step.entered() ? books(step.state().tier()) : List.of();
            LOG.warn(
                    "{}: tier {} -> {} ({}){}",
                    workload,
                    step.from(),
                    step.state().tier(),
                    evidence,
                    books.isEmpty() ? "" : ", books: " + TierBook.describe(books));
            note(step, evidence, books, now);
            if (step.entered() && mode == Mode.ACT) {
                intervention.entered(step.state().tier(), workload, evidence, now);
            } else if (step.left()) {
                drop(step.from());
            }
        } else if (leads && !step.state().calmSince().equals(recordedCalm)) {
            note(step, evidence, List.of(), now);
        }
        boolean lasts = !evidence.isMissing() && step.state().calmSince().isEmpty();
        if (mode == Mode.ACT && lasts) {
            unannounced.forEach(
                    (tier, entry) ->
                            intervention.entered(
                                    tier,
                                    workload,
                                    TierRecord.evidence(entry),
                                    longUnwatched ? now : entry.at()));
            unannounced.clear();
        }
        return step.state().tier();
    }

    private TierStep step(TierState before, Evidence evidence, Instant now, boolean leads) {
        return leads
                ? machine.next(before, evidence, now)
                : new TierStep(before.tier(), machine.watch(before, evidence, now));
    }

    private void note(TierStep step, Evidence evidence, List<TierBook> books, Instant now) {
        journal.note(now, CycleRecord.TIER, TierRecord.json(step, evidence, books));
        recordedCalm = step.state().calmSince();
    }

    Tier tier() {
        return state.map(TierState::tier).orElse(Tier.NORMAL);
    }

    /** Why the tier of the newest cycle lasts; empty outside of tiers. */
    Optional<TierStanding> standing() {
        return standing;
    }

    private Optional<TierStanding> standing(TierState current, TierEvidence found) {
        if (current.tier() == Tier.NORMAL) {
            tierOfBooks = Tier.NORMAL; // the folder may have others by the next time
            return Optional.empty();
        }
        return Optional.of(
                new TierStanding(
                        current.since(),
                        current.calmSince(),
                        machine.requiredCalm(current),
                        found,
                        machine.calmBelow(current.tier()),
                        books(current.tier())));
    }

    /** The books meant for the tier, as of when this process first found it there. */
    private List<TierBook> books(Tier tier) {
        if (tier != tierOfBooks) {
            books =
                    intervention.books(tier).stream()
                            .map(book -> mode == Mode.ADVISE ? book.withoutTier() : book)
                            .toList();
            tierOfBooks = tier;
        }
        return books;
    }

    private TierEvidence evidence(
            Situation situation, Decision decision, OptionalDouble latencyP99) {
        Instant now = situation.now();
        return new TierEvidence(
                situation.turnedAwayShare(),
                slowShare(latencyP99),
                notices.busy(workload, now, machine.busyEntryThreshold(Tier.ISOLATE)),
                notices.alerts(workload, now).stream().map(AlertRecord::name).toList(),
                decision.outOfReach(situation));
    }

    private TierState currentState(Instant now, Duration setAhead, boolean leads) {
        if (!recalled || !leads) {
            recall(now, leads);
        }
        boolean isWatched =
                watched.filter(then -> !then.plus(setAhead).plus(maxUnwatched).isBefore(now))
                        .isPresent();
        TierState current = state.orElseGet(() -> TierState.normal(now)).setAhead(setAhead);
        return isWatched ? current : current.unwatched();
    }

    /** Until the ledger can be read, a leader starts from normal; after that it goes on from the higher of the two. */
    private void recall(Instant now, boolean leads) {
        try {
            Optional<TierState> recorded =
                    journal.newest(CycleRecord.TIER)
                            .map(entry -> TierRecord.state(entry.content()));
            if (state.isEmpty() || leads) {
                recorded.filter(before -> state.isEmpty() || before.tier().level() > tier().level())
                        .ifPresent(before -> goOnFrom(before, now));
            } else {
                recorded.ifPresent(this::follow);
            }
            recalled = true;
        } catch (LedgerException e) {
            LOG.debug("{}: the previous tier cannot be read", workload, e);
        }
    }

    /** Takes over the tier of the daemon that leads. It is calm only as long as both have seen it so. */
    private void follow(TierState leaders) {
        TierState own = state.orElseThrow();
        recordedCalm = leaders.calmSince();
        if (leaders.tier() == own.tier()) {
            Optional<Instant> bothCalm =
                    leaders.calmSince()
                            .flatMap(
                                    theirs ->
                                            own.calmSince()
                                                    .map(o -> o.isAfter(theirs) ? o : theirs));
            state = Optional.of(leaders.staying(own.pressingSince(), bothCalm));
            return;
        }
        LOG.info(
                "{}: tier {} -> {}, by the daemon that acts", workload, own.tier(), leaders.tier());
        unannounced.putAll(entriesAbove(own.tier()));
        longUnwatched = false;
        for (int level = own.tier().level(); level > leaders.tier().level(); level--) {
            drop(Tier.ofLevel(level));
        }
        state = Optional.of(leaders);
    }

    /** For each tier above that one, up to the current one, the entry of the step that entered it. */
    private SortedMap<Tier, Draft> entriesAbove(Tier tier) {
        SortedMap<Tier, Draft> entries =
                TierRecord.currentEntries(journal.backTo(TierRecord::isNormal, CycleRecord.TIER));
        entries.headMap(tier).clear();
        entries.remove(tier);
        return entries;
    }

    private void drop(Tier left) {
        unannounced.remove(left);
        intervention.left(left, workload);
    }

    private void goOnFrom(TierState before, Instant now) {
        unannounced.putAll(entriesAbove(tier())); // those below were announced by this process
        Optional<Instant> lastCycle =
                journal.newest(CycleRecord.CYCLE).map(cycle -> cycle.content().at());
        longUnwatched = lastCycle.filter(then -> then.plus(UNWATCHED).isAfter(now)).isEmpty();
        // A process that began without the ledger has not watched for the end of this tier.
        watched = state.isPresent() ? Optional.empty() : lastCycle;
        recordedCalm = before.calmSince();
        state = Optional.of(before);
    }

    /** Answers slower than the objective count as turned away: at least 1 % of them, if the 99th percentile exceeds it. */
    private OptionalDouble slowShare(OptionalDouble latencyP99) {
        if (latencyP99.isEmpty()) {
            return OptionalDouble.empty();
        }
        double limit = objective.longestWait().toMillis() / 1e3;
        return OptionalDouble.of(latencyP99.getAsDouble() > limit ? ABOVE_P99 : 0);
    }
}
