package dev.tidegate.stacks.settings;

/**
 * The answer cache and shared counters: a managed replication group, or three nodes with Sentinel.
 *
 * @param password number of what its users show: one more turns it over, and the one before is still good
 */
public record CacheSettings(
        Kind kind, String nodeType, int nodes, int memoryMegabytes, int password) {
    public enum Kind {
        MANAGED,
        SENTINEL
    }

    /** Whether it is asked over TLS: nodes of our own have no certificates. */
    public boolean tls() {
        return kind == Kind.MANAGED;
    }
}
