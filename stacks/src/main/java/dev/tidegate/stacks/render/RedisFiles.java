package dev.tidegate.stacks.render;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Configuration files of Redis nodes with a Sentinel each; the first node starts as the primary. Access rules and the nodes' own passwords are in
 * separate files, which nodes fetch.
 */
public final class RedisFiles {
    /** Memory for data; the rest is for snapshots to new replicas and for Redis itself. */
    private static final int PERCENT = 70;

    private final int memoryMegabytes;
    private final List<Node> nodes;

    /** A node's address and ports, the folder its two processes write to, and the one of their settings. */
    record Node(String address, int port, int sentinelPort, String dir, String etc) {}

    RedisFiles(int memoryMegabytes, List<Node> nodes) {
        this.memoryMegabytes = memoryMegabytes;
        this.nodes = List.copyOf(nodes);
    }

    /** Nodes on machines of their own, at these addresses. */
    public static RedisFiles at(int memoryMegabytes, List<String> addresses) {
        return new RedisFiles(
                memoryMegabytes, addresses.stream().map(RedisFiles::ownMachine).toList());
    }

    private static Node ownMachine(String address) {
        return new Node(address, 6379, 26379, "/var/lib/tidegate-cache", "/etc/redis6");
    }

    public String redis(int node) {
        Map<String, Object> values = common(node, nodes.get(node).port());
        values.put("limit", String.valueOf(memoryMegabytes * PERCENT / 100));
        values.put("replica", node > 0);
        return Template.named("redis.conf.mustache").fill(values);
    }

    public String sentinel(int node) {
        Map<String, Object> values = common(node, nodes.get(node).sentinelPort());
        values.put("quorum", String.valueOf(nodes.size() / 2 + 1));
        return Template.named("sentinel.conf.mustache").fill(values);
    }

    /**
     * The start script of a node.
     *
     * @param users name of the parameter that holds {@link #users}
     * @param own name of the parameter with the node's own password
     */
    public String start(int node, String region, String users, String own) {
        return Template.named("cache-node.sh.mustache")
                .fill(
                        Map.of(
                                "redis", redis(node),
                                "sentinel", sentinel(node),
                                "region", region,
                                "users", users,
                                "own", own,
                                "node", CacheUser.NODE.id(),
                                "anybody", CacheUser.ANYBODY,
                                "address", nodes.get(node).address(),
                                "port", String.valueOf(nodes.get(node).port()),
                                "sentinelPort", String.valueOf(nodes.get(node).sentinelPort())));
    }

    /** Redis ACL file: rules by user, with hashes of the valid passwords. */
    public static String users(Map<CacheUser, List<String>> good) {
        StringBuilder lines = new StringBuilder("user default " + CacheUser.NOBODY + "\n");
        for (CacheUser user : CacheUser.values()) {
            lines.append("user ").append(user.id()).append(' ').append(user.rules());
            for (String password : good.getOrDefault(user, List.of())) {
                lines.append(" #")
                        .append(Hashing.sha256().hashString(password, StandardCharsets.UTF_8));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private Map<String, Object> common(int node, int port) {
        Map<String, Object> values = new HashMap<>();
        values.put("address", nodes.get(node).address());
        values.put("port", String.valueOf(port));
        values.put("primary", nodes.get(0).address());
        values.put("primaryPort", String.valueOf(nodes.get(0).port()));
        values.put("dir", nodes.get(node).dir());
        values.put("etc", nodes.get(node).etc());
        values.put("node", CacheUser.NODE.id());
        return values;
    }
}
