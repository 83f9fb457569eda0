package dev.tidegate.runbooks.approve;

import java.util.Locale;

/** What an operator can request. */
public enum Action {
    PLAN,
    RUN,
    APPROVE,
    RESUME,
    ABORT,
    UNDO,
    /** A word on a workload's floor, or the end of all words on it. */
    OVERRIDE;

    String told(int tier) {
        return this == OVERRIDE
                ? "override a floor"
                : name().toLowerCase(Locale.ROOT) + " a book of tier " + tier;
    }
}
