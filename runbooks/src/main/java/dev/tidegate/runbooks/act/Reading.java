package dev.tidegate.runbooks.act;

/** What came of looking at a target: how it is, or why nobody can say. */
public sealed interface Reading permits Observed, Unreadable {}
