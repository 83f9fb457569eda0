package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.CacheSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The Redis hash with a region's flags, which runbooks write and every gateway follows.
 *
 * @param endpoints host and port of the primary, or of each Sentinel where those choose it
 * @param passwords names of the SSM parameters with the users' passwords
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

    /** The target of a runbook step; commas inside the address are escaped, since a comma separates coordinates. */
    public String target() {
        String address = String.join("\\,", endpoints);
        return "redis-flags:address="
                + (kind == CacheSettings.Kind.SENTINEL ? MASTER + "@" + address : address)
                + ",hash="
                + HASH;
    }

    /** Values for the daemon's start script; the address is in the daemon's configuration. */
    public Map<String, Object> shown() {
        return Map.of(
                "tls", tls, "user", CacheUser.DAEMON.id(), "password", password(CacheUser.DAEMON));
    }

    private String password(CacheUser user) {
        return Objects.requireNonNull(passwords.get(user), "nobody keeps a password of " + user);
    }

    /** Values for the gateway's start script. */
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
