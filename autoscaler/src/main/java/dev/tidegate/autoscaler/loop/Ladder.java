package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.config.ObjectiveSettings;
import dev.tidegate.autoscaler.loop.record.CycleJson;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.plan.Reach;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import dev.tidegate.runbooks.tier.TierMachine;
import dev.tidegate.runbooks.tier.TierState;
import dev.tidegate.runbooks.tier.TierStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a workload stands on the tiers: evidence from each cycle in, every step into the ledger, from where a restart resumes. */
final class Ladder {
    private static final Logger LOG = LoggerFactory.getLogger(Ladder.class);
    private static final String TIER = "tier";

    private final TierMachine machine;
    private final Intervention intervention;
    private final Journal journal;
    private Optional<TierState> state = Optional.empty();

    Ladder(ObjectiveSettings objective, Intervention intervention, Journal journal) {
        this.intervention = intervention;
        this.machine = TierMachine.forObjective(Math.max(objective.busy(), 1e-6));
        this.journal = journal;
    }

    Tier climb(Situation situation, Decision decision) {
        Instant now = situation.now();
        Evidence evidence = new Evidence(busy(situation), OptionalDouble.of(shortfall(decision)));
        TierStep step = machine.next(state.orElseGet(() -> recalled(now)), evidence, now);
        state = Optional.of(step.state());
        if (step.entered() || step.left()) {
            List<String> books =
                    step.entered() ? intervention.books(step.state().tier()) : List.of();
            LOG.warn(
                    "tier {} -> {} ({}), books that are meant for it: {}",
                    step.from(),
                    step.state().tier(),
                    evidence,
                    books);
            journal.note(now, TIER, CycleJson.tier(step, evidence, books));
        }
        return step.state().tier();
    }

    Tier tier() {
        return state.map(TierState::tier).orElse(Tier.NORMAL);
    }

    private TierState recalled(Instant now) {
        try {
            return journal.newest(TIER)
                    .map(entry -> CycleJson.tierState(entry.content()))
                    .orElse(TierState.normal(now));
        } catch (LedgerException e) {
            return TierState.normal(now);
        }
    }

    private static OptionalDouble busy(Situation situation) {
        OptionalDouble demand = situation.demand().value();
        if (situation.turnedAway().isEmpty() || demand.isEmpty() || demand.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                Math.min(1, situation.turnedAway().getAsDouble() / demand.getAsDouble()));
    }

    private static double shortfall(Decision decision) {
        if (decision.plan().reach() instanceof Reach.Shortfall out) {
            double missing = out.missing().count();
            return missing / (missing + decision.plan().floor().count());
        }
        return 0;
    }
}
