package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.CacheSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a region's flags lie: a hash of its cache, which books write and every gateway follows.
 *
 * @param endpoints host and port of the primary, or of each Sentinel where those choose it
 * @param passwords names of the parameters that hold what the users show
 */
public record FlagHash(
        CacheSettings.Kind kind,
        List<String> endpoints,
        boolean tls,
        Map<CacheUser, String> passwords) {
    static final String HASH = "tidegate:flags";
    private static final String MASTER = "tidegate";

    public FlagHash {
        endpoints = List.copyOf(endpoints);
        passwords = Map.copyOf(passwords);
    }

    /** As a step of a book names it, in which a comma of the address is not one between two coordinates. */
    public String target() {
        String address = String.join("\\,", endpoints);
        return "redis-flags:address="
                + (kind == CacheSettings.Kind.SENTINEL ? MASTER + "@" + address : address)
                + ",hash="
                + HASH;
    }

    /** What a daemon's start says of it: where it is stands in its configuration. */
    public Map<String, Object> shown() {
        return Map.of(
                "tls", tls, "user", CacheUser.DAEMON.id(), "password", password(CacheUser.DAEMON));
    }

    private String password(CacheUser user) {
        return Objects.requireNonNull(passwords.get(user), "nobody keeps a password of " + user);
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
                tls,
                "user",
                CacheUser.GATEWAY.id(),
                "password",
                password(CacheUser.GATEWAY));
    }
}
