package dev.tidegate.stacks.settings;

/** Where the daemon runs: two small instances behind a lease, and their database. */
public record ControlSettings(
        Mode mode,
        String instanceType,
        String databaseClass,
        int storageGigabytes,
        boolean multiZone) {
    public enum Mode {
        ADVISE,
        ACT
    }
}
