package dev.tidegate.runbooks.act;

/** The target could not be read. Nothing follows from it about how the target is. */
public record Unreadable(Failure reason, String detail) implements Reading {}
