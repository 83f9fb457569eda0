package dev.tidegate.stacks.render;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a gateway's instance runs at its start, for two fleets. */
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

    /** One whose first fleet stands on a cluster. */
    static String ofPods(String targets) {
        return start(
                List.of(
                        Map.of(
                                "fleet", "chat",
                                "group", "chat",
                                "port", "8000",
                                "pods", List.of(targets),
                                "types", List.of())),
                List.of(),
                List.of());
    }

    private static String start(List<Map<String, String>> keys, List<Map<String, Object>> flags) {
        List<Map<String, Object>> groups =
                List.of(
                        Map.of(
                                "fleet", "chat",
                                "group", "chat",
                                "port", "8000",
                                "pods", List.of(),
                                "types", List.of(type("g6.xlarge", 1), type("g6.12xlarge", 4))),
                        Map.of(
                                "fleet", "code",
                                "group", "code",
                                "port", "8001",
                                "pods", List.of(),
                                "types", List.of(type("g6.xlarge", 1))));
        return start(groups, keys, flags);
    }

    private static String start(
            List<Map<String, Object>> groups,
            List<Map<String, String>> keys,
            List<Map<String, Object>> flags) {
        return Template.named("gateway-node.sh.mustache")
                .fill(
                        Map.of(
                                "bucket", "documents",
                                "configuration", "0",
                                "region", "us-east-1",
                                "environment", "dev",
                                "shared", "13",
                                "reserved", "3",
                                "sent", "1048576",
                                "groups", groups,
                                "keys", keys,
                                "flags", flags));
    }

    private static Map<String, String> type(String type, int replicas) {
        return Map.of("type", type, "replicas", String.valueOf(replicas));
    }
}
