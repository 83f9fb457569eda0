package dev.tidegate.runbooks.tier;

import dev.tidegate.runbooks.tier.TierRule.Hysteresis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Climbs and descends the tiers one at a time, each only after its evidence has stayed long enough.
 *
 * <p>The way back is always open and gets longer when it proved too short: a tier entered again
 * within {@link #RELAPSE_WINDOW} of being left doubles the calm asked for, up to eight times; that is
 * forgiven one doubling for every such window without a relapse. Missing evidence moves nothing, and
 * interrupts the calm but not the pressure, which must be seen again to count.
 */
public final class TierMachine {
    static final Duration RELAPSE_WINDOW = Duration.ofMinutes(30);
    private static final int MOST_DOUBLINGS = 3;

    private final List<TierRule> rules;

    /**
     * @param rules for isolate, degrade and smooth, each entered at more evidence than the one before
     */
    public TierMachine(List<TierRule> rules) {
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
     * Rules for an objective, the share that may be turned away at the most over a long time, such as
     * 0.001. One busy minute is no burst: the objective has to burn at ten times its pace, for longer
     * than a rate over one minute can echo a single spike. A replica or two short for a while is what
     * the queue is for; a seventh of the capacity is not.
     */
    public static TierMachine forObjective(double busyShare) {
        return new TierMachine(
                List.of(
                        rule(burning(busyShare, 10, 0.05), 0.15, Duration.ofSeconds(90)),
                        rule(burning(busyShare, 50, 0.20), 0.25, Duration.ofMinutes(2)),
                        rule(burning(busyShare, 200, 0.40), 0.40, Duration.ofMinutes(2))));
    }

    private static double burning(double objective, double sleeper, double most) {
        return Math.max(objective, Math.min(sleeper * objective, most));
    }

    private static TierRule rule(double busy, double shortfall, Duration enterAfter) {
        return new TierRule(
                new Hysteresis(busy, busy / 2),
                new Hysteresis(shortfall, shortfall / 2),
                enterAfter,
                Duration.ofMinutes(10));
    }

    /** The least share turned away that, if it lasts, enters a tier above the normal one. */
    public double busyThatEnters(Tier tier) {
        return ruleOf(tier).busy().enter();
    }

    /** The state after evidence seen at {@code now}; where that is before the last, since clocks are set back, dwells begin anew. */
    public TierStep next(TierState state, Evidence evidence, Instant now) {
        Tier tier = state.tier();
        boolean pressing = tier != Tier.SMOOTH && ruleOf(tier.up()).callsFor(evidence);
        boolean calm = tier != Tier.NORMAL && ruleOf(tier).lets(evidence);
        Optional<Instant> pressingSince =
                evidence.isMissing()
                        ? state.pressingSince()
                        : since(pressing, state.pressingSince(), now);
        Optional<Instant> calmSince = since(calm, state.calmSince(), now);

        if (pressing && lasted(pressingSince, ruleOf(tier.up()).enterAfter(), now)) {
            return new TierStep(tier, entered(state, now));
        }
        if (calm && lasted(calmSince, calmAsked(tier, state.relapses()), now)) {
            return new TierStep(
                    tier, TierState.reached(tier.down(), now, Optional.of(now), state.relapses()));
        }
        return new TierStep(tier, state.staying(pressingSince, calmSince));
    }

    private static TierState entered(TierState state, Instant now) {
        int relapses = state.lastLeft().map(left -> relapses(state, left, now)).orElse(0);
        return TierState.reached(state.tier().up(), now, state.lastLeft(), relapses);
    }

    private static int relapses(TierState state, Instant left, Instant now) {
        long windows = Duration.between(left, now).dividedBy(RELAPSE_WINDOW);
        return windows <= 0 // below it where the clock was set back since
                ? Math.min(MOST_DOUBLINGS, state.relapses() + 1)
                : (int) Math.max(0, state.relapses() - windows);
    }

    private Duration calmAsked(Tier tier, int relapses) {
        return ruleOf(tier).leaveAfter().multipliedBy(1L << relapses);
    }

    private TierRule ruleOf(Tier tier) {
        return rules.get(tier.level() - 1);
    }

    private static Optional<Instant> since(boolean holds, Optional<Instant> already, Instant now) {
        return holds
                ? Optional.of(already.filter(then -> then.isBefore(now)).orElse(now))
                : Optional.empty();
    }

    private static boolean lasted(Optional<Instant> since, Duration asked, Instant now) {
        return since.isPresent() && !now.isBefore(since.get().plus(asked));
    }
}
