package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.ObjectiveSettings;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.TierRecord;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.plan.Feasibility;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a workload stands on the tiers: evidence from each cycle in, every step into the ledger, from where a restart resumes. */
final class TierLadder {
    private static final Logger LOG = LoggerFactory.getLogger(TierLadder.class);

    /** Longer than cycles go unwritten: whether the tier was left meanwhile nobody knows. */
    private static final Duration UNWATCHED = Duration.ofMinutes(30);

    private static final double LEAST_OBJECTIVE = 1e-6;
    private static final double ABOVE_P99 = 0.01;

    private final String workload;
    private final Mode mode;
    private final ObjectiveSettings objective;
    private final TierMachine machine;
    private final Intervention intervention;
    private final Notices notices;
    private final Journal journal;
    private Optional<TierState> state = Optional.empty();
    private boolean
            recalled; // whether the ledger was asked where the process before this one stood
    private final SortedMap<Tier, Draft> owed =
            new TreeMap<>(); // what that process entered, until it is called for again
    private boolean unwatched; // for long, before this process

    private TierLadder(LoopDependencies parts, Journal journal) {
        this.workload = parts.settings().name();
        this.mode = parts.mode();
        this.objective = parts.settings().objective();
        this.machine = TierMachine.forObjective(Math.max(objective.busy(), LEAST_OBJECTIVE));
        this.intervention = parts.intervention();
        this.notices = parts.shared().notices();
        this.journal = journal;
    }

    static TierLadder of(LoopDependencies parts, Journal journal) {
        return new TierLadder(parts, journal);
    }

    /** @param latencyP99 seconds that the slowest hundredth of the answers took, where known */
    Tier climb(Situation situation, Decision decision, OptionalDouble latencyP99) {
        Instant now = situation.now();
        OptionalDouble busy =
                largest(
                        turnedAway(situation),
                        waited(latencyP99),
                        notices.busy(workload, now, machine.busyThatEnters(Tier.ISOLATE)));
        Evidence evidence = new Evidence(busy, shortfall(situation, decision));
        TierStep step = machine.next(standing(now), evidence, now);
        state = Optional.of(step.state());
        if (step.entered() || step.left()) {
            List<String> books =
                    step.entered() ? intervention.books(step.state().tier()) : List.of();
            LOG.warn(
                    "{}: tier {} -> {} ({}), books that are meant for it: {}",
                    workload,
                    step.from(),
                    step.state().tier(),
                    evidence,
                    books);
            journal.note(now, CycleRecord.TIER, TierRecord.json(step, evidence, books));
            if (step.entered() && mode == Mode.ACT) {
                intervention.entered(step.state().tier(), workload, evidence, now);
            } else if (step.left()) {
                owed.remove(step.from());
                intervention.left(step.from(), workload);
            }
        }
        boolean lasts = !evidence.isMissing() && step.state().calmSince().isEmpty();
        if (mode == Mode.ACT && lasts) {
            owed.forEach(
                    (tier, entry) ->
                            intervention.entered(
                                    tier,
                                    workload,
                                    TierRecord.evidence(entry),
                                    unwatched ? now : entry.at()));
            owed.clear();
        }
        return step.state().tier();
    }

    Tier tier() {
        return state.map(TierState::tier).orElse(Tier.NORMAL);
    }

    /** Until the ledger can be read the way up begins from below; then the higher of the two is where it goes on. */
    private TierState standing(Instant now) {
        if (!recalled) {
            recall(now);
        }
        return state.orElseGet(() -> TierState.normal(now));
    }

    private void recall(Instant now) {
        try {
            Optional<TierState> before =
                    journal.newest(CycleRecord.TIER)
                            .map(entry -> TierRecord.state(entry.content()));
            Tier own = tier();
            if (before.filter(kept -> kept.tier().level() > own.level()).isPresent()) {
                owed.putAll(TierRecord.standing(journal.all(CycleRecord.TIER)).tailMap(own));
                owed.remove(own); // entered, and called for, by this process
                unwatched =
                        journal.newest(CycleRecord.CYCLE)
                                .filter(cycle -> cycle.content().at().plus(UNWATCHED).isAfter(now))
                                .isEmpty();
                state = before;
            }
            recalled = true;
        } catch (LedgerException e) {
            LOG.debug("{}: nobody knows which tier was in force", workload, e);
        }
    }

    /** What waits longer than the objective allows is as good as turned away: a hundredth does, where the percentile says so. */
    private OptionalDouble waited(OptionalDouble latencyP99) {
        if (latencyP99.isEmpty()) {
            return OptionalDouble.empty();
        }
        double patience = objective.patience().toMillis() / 1e3;
        return OptionalDouble.of(latencyP99.getAsDouble() > patience ? ABOVE_P99 : 0);
    }

    private static OptionalDouble largest(OptionalDouble... shares) {
        return Stream.of(shares).flatMapToDouble(OptionalDouble::stream).max();
    }

    private static OptionalDouble turnedAway(Situation situation) {
        OptionalDouble demand = situation.demand().value();
        if (situation.turnedAway().isEmpty() || demand.isEmpty() || demand.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                Math.min(1, situation.turnedAway().getAsDouble() / demand.getAsDouble()));
    }

    /** Nobody knows it without demand, unless what is wanted all the same is out of reach. */
    private static OptionalDouble shortfall(Situation situation, Decision decision) {
        if (decision.plan().reach() instanceof Feasibility.Shortfall out) {
            double missing = out.missing().count();
            return OptionalDouble.of(missing / (missing + decision.plan().floor().count()));
        }
        return situation.demand().value().isPresent()
                ? OptionalDouble.of(0)
                : OptionalDouble.empty();
    }
}
