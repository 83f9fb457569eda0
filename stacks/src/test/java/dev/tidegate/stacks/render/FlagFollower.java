package dev.tidegate.stacks.render;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.stacks.settings.CacheSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Redis where books write flags, and the gateway's own script that takes them from there to a running gateway. */
final class FlagFollower implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.free();
    private final RunningGateway gateway;
    private final ChildProcess redis;
    private final StandInShell shell;
    private String shown = "newest";

    FlagFollower(Path folder, RunningGateway gateway) throws Exception {
        this.gateway = gateway;
        Path users =
                Files.writeString(
                        folder.resolve("users.acl"),
                        RedisFiles.users(
                                Map.of(
                                        CacheUser.NODE, List.of("nodes-own"),
                                        CacheUser.GATEWAY, List.of("newest", "before"))));
        redis =
                ChildProcess.start(
                        List.of(
                                "redis-server",
                                "--port",
                                String.valueOf(port),
                                "--save",
                                "",
                                "--aclfile",
                                users.toString()),
                        Map.of(),
                        folder,
                        folder.resolve("redis.log"));
        redis.awaitReady(PATIENCE, () -> cache("PING").equals("PONG"));
        shell =
                new StandInShell(folder.resolve("node"))
                        .standIn("redis6-cli", "exec redis-cli \"$@\"")
                        .link("/run/haproxy/admin.sock", gateway.socket());
    }

    /** A command to the cache, and its answer. */
    String cache(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "redis-cli",
                                "--no-auth-warning",
                                "--user",
                                "node",
                                "--pass",
                                "nodes-own",
                                "-p",
                                String.valueOf(port)));
        command.addAll(List.of(words));
        try {
            Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass of what the instance runs every two seconds, with the rendered gateway's own map; how it ended. */
    int follow() throws Exception {
        FlagHash flags =
                new FlagHash(
                        CacheSettings.Kind.MANAGED,
                        List.of("127.0.0.1:" + port),
                        false,
                        GatewayNode.PASSWORDS);
        String script =
                GatewayNode.start(flags)
                        .replace("/etc/haproxy/maps/flags.map", gateway.map("flags").toString());
        return shell.run(script, "/opt/tidegate/flags", Map.of("REDISCLI_AUTH", shown));
    }

    /** The password that the gateway shows the cache from now on; at first one of the two that are good. */
    void shows(String password) {
        shown = password;
    }

    /** Writes flags as a book does, and lets the gateway take them. */
    void set(String... namesAndValues) throws Exception {
        List<String> command = new ArrayList<>(List.of("HSET", "tidegate:flags"));
        command.addAll(List.of(namesAndValues));
        cache(command.toArray(String[]::new));
        followed();
    }

    /** Takes flags back as a book does, and lets the gateway take that. */
    void takeBack(String... names) throws Exception {
        List<String> command = new ArrayList<>(List.of("HDEL", "tidegate:flags"));
        command.addAll(List.of(names));
        cache(command.toArray(String[]::new));
        followed();
    }

    /** What the last pass said. */
    String said() {
        return shell.said();
    }

    void killCache() {
        redis.kill9();
    }

    @Override
    public void close() {
        redis.kill9();
    }

    private void followed() throws Exception {
        int exit = follow();
        if (exit != 0) {
            throw new AssertionError("ended with " + exit + ": " + said());
        }
    }
}
