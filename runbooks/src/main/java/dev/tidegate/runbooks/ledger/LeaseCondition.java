package dev.tidegate.runbooks.ledger;

/** What must hold at the moment of writing: the lease of this name is held under this fence. */
public record LeaseCondition(String lease, long fence) {}
