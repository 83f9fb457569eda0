package dev.tidegate.runbooks.tier;

/**
 * What one observation did.
 *
 * @param from the tier before it; the same as the state's when nothing moved
 */
public record TierStep(Tier from, TierState state) {

    public boolean entered() {
        return state.tier().level() > from.level();
    }

    public boolean left() {
        return state.tier().level() < from.level();
    }
}
