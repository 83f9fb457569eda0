package dev.tidegate.stacks.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files of a cache of several nodes with a Sentinel each; the first node starts as the primary. */
public final class RedisFiles {
    /** Of a node's memory, what the data may have: the rest is for copies to new replicas and for what Redis itself needs. */
    private static final int PERCENT = 70;

    private final int memoryMegabytes;
    private final List<Node> nodes;

    /** A node's address and ports, and the folder its two processes write to. */
    record Node(String address, int port, int sentinelPort, String dir) {}

    RedisFiles(int memoryMegabytes, List<Node> nodes) {
        this.memoryMegabytes = memoryMegabytes;
        this.nodes = List.copyOf(nodes);
    }

    /** Nodes with a machine of their own each, at these addresses. */
    public static RedisFiles at(int memoryMegabytes, List<String> addresses) {
        return new RedisFiles(
                memoryMegabytes,
                addresses.stream()
                        .map(address -> new Node(address, 6379, 26379, "/var/lib/tidegate-cache"))
                        .toList());
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

    private Map<String, Object> common(int node, int port) {
        Map<String, Object> values = new HashMap<>();
        values.put("address", nodes.get(node).address());
        values.put("port", String.valueOf(port));
        values.put("primary", nodes.get(0).address());
        values.put("primaryPort", String.valueOf(nodes.get(0).port()));
        values.put("dir", nodes.get(node).dir());
        return values;
    }
}
