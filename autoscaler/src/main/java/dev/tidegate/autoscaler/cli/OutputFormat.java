package dev.tidegate.autoscaler.cli;

/** How a reading command shows what it read. */
enum OutputFormat {
    TABLE,
    JSON
}
