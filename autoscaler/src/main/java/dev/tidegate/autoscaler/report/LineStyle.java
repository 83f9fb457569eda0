package dev.tidegate.autoscaler.report;

/** The meaning of a line; the page maps it to a colour, and does not rely on red against green. */
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
