package dev.tidegate.runbooks.act;

/** Result of reading a target: its state, or why it could not be read. */
public sealed interface Reading permits Observed, Unreadable {}
