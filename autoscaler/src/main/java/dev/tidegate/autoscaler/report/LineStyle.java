package dev.tidegate.autoscaler.report;

/** What a line stands for; the page gives each its colour, told apart without red against green. */
public enum LineStyle {
    ACTUAL,
    FORECAST,
    WANTED,
    READY,
    STARTING,
    BUSY,
    PEER,
    LIMIT
}
