package dev.tidegate.runbooks.run.record;

/**
 * Why a run is taken back.
 *
 * @param wanted by a person, or by the end of its lease; else something failed
 */
public record Retreat(String why, boolean wanted) {}
