package dev.tidegate.autoscaler.cli;

/** How a reading command answers. */
enum Output {
    /** For people. */
    TABLE,
    /** For programs. */
    JSON
}
