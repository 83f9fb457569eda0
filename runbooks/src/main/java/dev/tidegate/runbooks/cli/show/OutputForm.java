package dev.tidegate.runbooks.cli.show;

/** How a reading command answers. */
public enum OutputForm {
    TABLE,
    JSON
}
