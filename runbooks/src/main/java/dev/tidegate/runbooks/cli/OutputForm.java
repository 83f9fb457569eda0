package dev.tidegate.runbooks.cli;

/** How a reading command answers. */
enum OutputForm {
    TABLE,
    JSON
}
