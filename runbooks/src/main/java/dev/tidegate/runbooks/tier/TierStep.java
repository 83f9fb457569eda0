package dev.tidegate.runbooks.tier;

/**
 * Result of one observation.
 *
 * @param from the tier before; equal to the state's when nothing moved
 */
public record TierStep(Tier from, TierState state) {

    public boolean entered() {
        return state.tier().level() > from.level();
    }

    public boolean left() {
        return state.tier().level() < from.level();
    }
}
