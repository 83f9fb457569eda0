package dev.tidegate.autoscaler.report;

/** What a line stands for; the page gives each its colour, told apart without red against green. */
public enum Ink {
    ACTUAL,
    FORECAST,
    WANTED,
    READY,
    STARTING,
    BUSY,
    PEER,
    LIMIT
}
