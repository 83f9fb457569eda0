package dev.tidegate.stacks.render;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a gateway's instance runs at its start, for one fleet. */
final class GatewayNode {
    /** Where what the cache's users show is kept. */
    static final Map<CacheUser, String> PASSWORDS =
            Map.of(CacheUser.DAEMON, "cache-daemon-1", CacheUser.GATEWAY, "cache-gateway-1");

    private GatewayNode() {}

    /** One that follows these flags, if any. */
    static String start(FlagHash... flags) {
        return start(List.of(), Stream.of(flags).map(FlagHash::script).toList());
    }

    /** One that serves the keys which these secrets list. */
    static String checking(String... secrets) {
        return start(
                List.of(Map.of("secrets", "'" + String.join("' '", secrets) + "'")), List.of());
    }

    private static String start(List<Map<String, String>> keys, List<Map<String, Object>> flags) {
        Map<String, Object> group =
                Map.of(
                        "fleet", "chat",
                        "group", "chat",
                        "port", "8000",
                        "shared", "13",
                        "reserved", "3",
                        "types",
                                List.of(
                                        Map.of("type", "g6.xlarge", "replicas", "1"),
                                        Map.of("type", "g6.12xlarge", "replicas", "4")));
        return Template.named("gateway-node.sh.mustache")
                .fill(
                        Map.of(
                                "bucket", "documents",
                                "configuration", "0",
                                "region", "us-east-1",
                                "environment", "dev",
                                "groups", List.of(group),
                                "keys", keys,
                                "flags", flags));
    }
}
