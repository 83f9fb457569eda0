package dev.tidegate.runbooks.cli;

/** How a reading command answers, of this module and of those that mount its commands. */
public enum OutputForm {
    TABLE,
    JSON
}
