package dev.tidegate.stacks.settings;

/** The answer cache and shared counters: a managed replication group, or three nodes with Sentinel. */
public record CacheSettings(
        Kind kind, String nodeType, int nodes, int memoryMegabytes, boolean encrypted) {
    public enum Kind {
        MANAGED,
        SENTINEL
    }

    /** Whether it is asked over TLS: nodes of our own have no certificates. */
    public boolean tls() {
        return kind == Kind.MANAGED && encrypted;
    }
}
