package dev.tidegate.stacks.settings;

import java.util.Optional;

/**
 * Where the daemon runs: two small instances behind a lease, and their database.
 *
 * @param release SHA-256 of the list of the release's files; absent where whatever is uploaded is started
 */
public record ControlSettings(
        Mode mode,
        String instanceType,
        String databaseClass,
        int storageGigabytes,
        boolean multiZone,
        Optional<String> release) {
    public enum Mode {
        ADVISE,
        ACT
    }
}
