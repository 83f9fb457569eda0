package dev.tidegate.autoscaler.loop.record;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one cycle knew, decided and did.
 *
 * @param slots slots that finished since the cycle before, the newest last
 * @param latencyP99 seconds, if configured and known
 * @param standing why the tier lasts; empty outside of tiers
 * @param overrides those of the situation, with their authors
 * @param leader who acts, once it is known in this cycle
 * @param settled outcome of an earlier cycle's open change, if this cycle resolved it
 * @param ledgerTrouble why the ledger cannot be written, while it cannot
 */
public record Cycle(
        String workload,
        Mode mode,
        List<Slot> slots,
        Situation situation,
        OptionalDouble latencyP99,
        Decision decision,
        Tier tier,
        Optional<TierStanding> standing,
        List<AuthoredOverride> overrides,
        Leader leader,
        Action action,
        Optional<Action.Attempted> settled,
        Optional<String> ledgerTrouble) {

    public Cycle {
        slots = List.copyOf(slots);
        overrides = List.copyOf(overrides);
    }

    /** A cycle that has decided and not acted yet. */
    public Cycle(
            String workload,
            Mode mode,
            List<Slot> slots,
            Situation situation,
            OptionalDouble latencyP99,
            Decision decision,
            Tier tier,
            Optional<TierStanding> standing,
            List<AuthoredOverride> overrides) {
        this(
                workload,
                mode,
                slots,
                situation,
                latencyP99,
                decision,
                tier,
                standing,
                overrides,
                new Leader.NotKnown(),
                new Action.None(),
                Optional.empty(),
                Optional.empty());
    }

    public Cycle withAction(
            Action taken, Optional<Action.Attempted> settledNow, Optional<String> trouble) {
        return with(leader, taken, settledNow, trouble);
    }

    public Cycle withLeader(Leader known) {
        return with(known, action, settled, ledgerTrouble);
    }

    private Cycle with(
            Leader known,
            Action taken,
            Optional<Action.Attempted> settledNow,
            Optional<String> trouble) {
        return new Cycle(
                workload,
                mode,
                slots,
                situation,
                latencyP99,
                decision,
                tier,
                standing,
                overrides,
                known,
                taken,
                settledNow,
                trouble);
    }

    public Instant at() {
        return situation.now();
    }

    /** The newest known action, of this cycle or resolved by it. */
    public Optional<Action> latestAction() {
        return action instanceof Action.None ? settled.map(known -> known) : Optional.of(action);
    }

    /** Why the plan is what it is, and why it is not in effect yet if it is not. */
    public List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>(decision.plan().reasons());
        action.reasonNotApplied().ifPresent(reasons::add);
        if (ledgerTrouble.isPresent() && !reasons.contains(Reason.LEDGER_UNWRITABLE)) {
            reasons.add(Reason.LEDGER_UNWRITABLE);
        }
        return List.copyOf(reasons);
    }
}
