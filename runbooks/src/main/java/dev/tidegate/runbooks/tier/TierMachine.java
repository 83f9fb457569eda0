package dev.tidegate.runbooks.tier;

import dev.tidegate.runbooks.tier.TierRule.Hysteresis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves up and down the tiers one at a time, each only after its evidence has lasted long enough.
 *
 * <p>A tier can always be left. When one is entered again within {@link #RELAPSE_WINDOW} of being
 * left, the calm required to leave doubles, up to eightfold; each such window without a relapse
 * takes one doubling back. Missing evidence causes no move; it restarts the calm, but not the
 * pressure, which must be seen again to count.
 */
public final class TierMachine {
    static final Duration RELAPSE_WINDOW = Duration.ofMinutes(30);
    private static final int MAX_DOUBLINGS = 3;
    private static final double MIN_OBJECTIVE = 1e-6; // for 0: every share reaches 0

    private final List<TierRule> rules;

    /**
     * @param rules for isolate, degrade and smooth, with non-decreasing entry thresholds
     */
    TierMachine(List<TierRule> rules) {
        if (rules.size() != 3) {
            throw new IllegalArgumentException("expected a rule a tier, 3, were " + rules.size());
        }
        for (int i = 1; i < rules.size(); i++) {
            TierRule lower = rules.get(i - 1);
            TierRule upper = rules.get(i);
            if (upper.busy().enter() < lower.busy().enter()
                    || upper.shortfall().enter() < lower.shortfall().enter()) {
                throw new IllegalArgumentException(
                        "tier " + (i + 1) + " must not be entered before tier " + i);
            }
        }
        this.rules = List.copyOf(rules);
    }

    /**
     * Rules for an objective: the largest share that may be turned away in the long run, such as
     * 0.001. One busy minute is no burst: the burn rate must reach ten times the objective, for
     * longer than a one-minute rate can echo a single spike. The queue absorbs a shortage of a
     * replica or two, but not of a seventh of the capacity.
     */
    public static TierMachine forObjective(double busyShare) {
        return new TierMachine(
                List.of(
                        rule(burnThreshold(busyShare, 10, 0.05), 0.15, Duration.ofSeconds(90)),
                        rule(burnThreshold(busyShare, 50, 0.20), 0.25, Duration.ofMinutes(2)),
                        rule(burnThreshold(busyShare, 200, 0.40), 0.40, Duration.ofMinutes(2))));
    }

    private static double burnThreshold(double busyShare, double factor, double cap) {
        double objective = Math.max(busyShare, MIN_OBJECTIVE);
        return Math.max(objective, Math.min(factor * objective, cap));
    }

    private static TierRule rule(double busy, double shortfall, Duration enterAfter) {
        return new TierRule(
                new Hysteresis(busy, busy / 2),
                new Hysteresis(shortfall, shortfall / 2),
                enterAfter,
                Duration.ofMinutes(10));
    }

    /**
     * The smallest share turned away that, if it lasts, enters the tier; not for
     * {@link Tier#NORMAL}.
     */
    public double busyEntryThreshold(Tier tier) {
        return ruleOf(tier).busy().enter();
    }

    /** The evidence below which the tier is calm, in every measure that is known; not for {@link Tier#NORMAL}. */
    public Evidence calmBelow(Tier tier) {
        return Evidence.of(ruleOf(tier).busy().exit(), ruleOf(tier).shortfall().exit());
    }

    /**
     * The state after evidence at {@code now}. If that lies before the last, since the clock was
     * set back, dwell times restart.
     */
    public TierStep next(TierState before, Evidence evidence, Instant now) {
        TierState state = watch(before, evidence, now);
        Tier tier = state.tier();
        if (presses(tier, evidence)
                && hasLasted(state.pressingSince(), ruleOf(tier.up()).enterAfter(), now)) {
            return new TierStep(tier, entered(state, now));
        }
        if (isCalm(tier, evidence) && hasLasted(state.calmSince(), requiredCalm(state), now)) {
            return new TierStep(
                    tier, TierState.reached(tier.down(), now, Optional.of(now), state.relapses()));
        }
        return new TierStep(tier, state);
    }

    /** The same state after evidence at {@code now} on which nothing moves: since when it has pressed, and been calm. */
    public TierState watch(TierState state, Evidence evidence, Instant now) {
        Optional<Instant> pressingSince =
                evidence.isMissing()
                        ? state.pressingSince()
                        : since(presses(state.tier(), evidence), state.pressingSince(), now);
        return state.staying(
                pressingSince, since(isCalm(state.tier(), evidence), state.calmSince(), now));
    }

    private boolean presses(Tier tier, Evidence evidence) {
        return tier != Tier.SMOOTH && ruleOf(tier.up()).callsFor(evidence);
    }

    private boolean isCalm(Tier tier, Evidence evidence) {
        return tier != Tier.NORMAL && ruleOf(tier).allowsLeaving(evidence);
    }

    private static TierState entered(TierState state, Instant now) {
        int relapses = state.lastLeft().map(left -> relapses(state, left, now)).orElse(0);
        return TierState.reached(state.tier().up(), now, state.lastLeft(), relapses);
    }

    private static int relapses(TierState state, Instant left, Instant now) {
        long windows = Duration.between(left, now).dividedBy(RELAPSE_WINDOW);
        return windows <= 0 // negative where the clock was set back since
                ? Math.min(MAX_DOUBLINGS, state.relapses() + 1)
                : (int) Math.max(0, state.relapses() - windows);
    }

    /** How long it has to be calm until the tier is left; not for {@link Tier#NORMAL}. */
    public Duration requiredCalm(TierState state) {
        return ruleOf(state.tier()).leaveAfter().multipliedBy(1L << state.relapses());
    }

    private TierRule ruleOf(Tier tier) {
        return rules.get(tier.level() - 1);
    }

    private static Optional<Instant> since(boolean holds, Optional<Instant> already, Instant now) {
        return holds
                ? Optional.of(already.filter(then -> then.isBefore(now)).orElse(now))
                : Optional.empty();
    }

    private static boolean hasLasted(Optional<Instant> since, Duration required, Instant now) {
        return since.isPresent() && !now.isBefore(since.get().plus(required));
    }
}
