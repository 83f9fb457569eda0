package dev.tidegate.runbooks.approve;

/** What a person can ask for. */
public enum Action {
    PLAN,
    RUN,
    APPROVE,
    RESUME,
    ABORT,
    UNDO
}
