package dev.tidegate.stacks.settings;

/**
 * The region's Redis: a managed replication group, or three nodes with Sentinel.
 *
 * @param password number of its users' passwords: raising it by one rotates them, and the previous ones stay valid
 */
public record CacheSettings(
        Kind kind, String nodeType, int nodes, int memoryMegabytes, int password) {
    public enum Kind {
        MANAGED,
        SENTINEL
    }

    /** Whether clients use TLS; self-managed nodes have no certificates. */
    public boolean tls() {
        return kind == Kind.MANAGED;
    }
}
