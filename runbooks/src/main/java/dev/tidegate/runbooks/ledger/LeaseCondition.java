package dev.tidegate.runbooks.ledger;

/** Condition of a write: the lease of this name is held with this fence. */
public record LeaseCondition(String lease, long fence) {}
