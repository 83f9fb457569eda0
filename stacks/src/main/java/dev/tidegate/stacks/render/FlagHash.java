package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.CacheSettings;
import java.util.List;
import java.util.Map;

/**
 * Where a region's flags lie: a hash of its cache, which books write and every gateway follows.
 *
 * @param endpoints host and port of the primary, or of each Sentinel where those choose it
 */
public record FlagHash(CacheSettings.Kind kind, List<String> endpoints, boolean tls) {
    private static final String HASH = "tidegate:flags";
    private static final String MASTER = "tidegate";

    public FlagHash {
        endpoints = List.copyOf(endpoints);
    }

    /** As a step of a book names it, in which a comma of the address is not one between two coordinates. */
    public String target() {
        String address = String.join("\\,", endpoints);
        return "redis-flags:address="
                + (kind == CacheSettings.Kind.SENTINEL ? MASTER + "@" + address : address)
                + ",hash="
                + HASH;
    }

    /** What a gateway's start says of it. */
    public Map<String, Object> script() {
        return Map.of(
                "names",
                String.join(" ", GatewayFiles.FOLLOWED),
                "hash",
                HASH,
                "master",
                MASTER,
                "sentinel",
                kind == CacheSettings.Kind.SENTINEL,
                "endpoints",
                String.join(" ", endpoints),
                "tls",
                tls);
    }
}
