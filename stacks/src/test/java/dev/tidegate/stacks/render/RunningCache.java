package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Three nodes on one machine, with real Redis and Sentinel: what a node's start lays down is what runs, with a stand-in for the parameter store. */
final class RunningCache implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RedisFiles.Node> nodes = new ArrayList<>();
    private final List<StandInShell> shells = new ArrayList<>();
    private final List<ChildProcess> servers = new ArrayList<>();
    private final List<ChildProcess> sentinels = new ArrayList<>();
    private final Path folder;

    /** Stands, with all three watching one another, once this returns. */
    RunningCache(Path folder) throws Exception {
        this.folder = folder;
        kept(1);
        for (int i = 0; i < 3; i++) {
            Path here = Files.createDirectories(folder.resolve("node" + i));
            Path etc = Files.createDirectories(here.resolve("etc/redis6"));
            nodes.add(
                    new RedisFiles.Node(
                            "127.0.0.1",
                            Ports.free(),
                            Ports.free(),
                            here.toString(),
                            etc.toString()));
            shells.add(
                    new StandInShell(here)
                            .standIn("aws", "cat '" + folder + "'/\"$6\"")
                            .standIn("chown", ":")
                            .standIn("redis6-cli", "exec redis-cli \"$@\""));
        }
        for (int i = 0; i < 3; i++) {
            Files.writeString(etc(i, "redis6.conf"), files().redis(i));
            Files.writeString(etc(i, "sentinel.conf"), files().sentinel(i));
            users(i, "start", "redis");
            servers.add(start(i, "redis6.conf", List.of()));
        }
        for (int i = 0; i < 3; i++) {
            int node = i;
            servers.get(i)
                    .awaitReady(LIMIT, () -> inside(nodes.get(node).port(), "PING").equals("PONG"));
        }
        servers.get(0)
                .awaitReady(
                        LIMIT,
                        () ->
                                inside(nodes.get(0).port(), "INFO replication")
                                        .contains("connected_slaves:2"));
        for (int i = 0; i < 3; i++) {
            users(i, "start", "sentinel");
            sentinels.add(start(i, "sentinel.conf", List.of("--sentinel")));
        }
        for (RedisFiles.Node node : nodes) {
            sentinels
                    .get(0)
                    .awaitReady(
                            LIMIT,
                            () -> {
                                String known =
                                        inside(node.sentinelPort(), "SENTINEL MASTER tidegate");
                                return known.contains("num-other-sentinels\n2")
                                        && known.contains("num-slaves\n2");
                            });
        }
    }

    @Override
    public void close() {
        sentinels.forEach(ChildProcess::kill9);
        servers.forEach(ChildProcess::kill9);
    }

    RedisFiles.Node node(int number) {
        return nodes.get(number);
    }

    /** What the node's stand-ins are. */
    StandInShell shell(int node) {
        return shells.get(node);
    }

    void kill(int node) {
        servers.get(node).kill9();
    }

    /** Starts a killed one again, and waits until it follows the primary by that password. */
    void again(int node, String shown) throws IOException {
        servers.set(node, start(node, "redis6.conf", List.of()));
        servers.get(node)
                .awaitReady(
                        LIMIT,
                        () ->
                                ask(nodes.get(node).port(), "node", shown, "INFO replication")
                                        .contains("master_link_status:up"));
    }

    /** The primary dies, and another takes over with what was written. */
    void fails(int shown) {
        int first = nodes.get(0).port();
        String password = "node-" + shown;
        assertThat(ask(first, "node", password, "SET answer 42")).isEqualTo("OK");
        assertThat(ask(first, "node", password, "WAIT 2 10000")).isEqualTo("2");

        servers.get(0).kill9();
        sentinels.get(1).awaitReady(LIMIT, () -> primary() != first);

        int chosen = primary();
        servers.get(1)
                .awaitReady(LIMIT, () -> ask(chosen, "node", password, "SET again 1").equals("OK"));
        assertThat(ask(chosen, "node", password, "GET answer")).contains("42");
    }

    private int primary() {
        String[] lines =
                ask(
                                nodes.get(1).sentinelPort(),
                                "",
                                "",
                                "SENTINEL GET-MASTER-ADDR-BY-NAME tidegate")
                        .split("\n", -1);
        return Integer.parseInt(lines[lines.length - 1]);
    }

    /** What the parameter store holds while these numbers are good, newest first. */
    void kept(int... numbers) throws IOException {
        Map<CacheUser, List<String>> good = new EnumMap<>(CacheUser.class);
        for (CacheUser user : CacheUser.values()) {
            good.put(
                    user,
                    Arrays.stream(numbers).mapToObj(number -> user.id() + "-" + number).toList());
        }
        Files.writeString(folder.resolve("users"), RedisFiles.users(good));
        Files.writeString(folder.resolve("own"), good.get(CacheUser.NODE).get(0) + "\n");
    }

    void users(int node, String how, String whose) throws Exception {
        StandInShell shell = shells.get(node);
        String start = files().start(node, "us-east-1", "users", "own");

        int exit = shell.run(start, "/opt/tidegate/users", Map.of(), how, whose);

        assertThat(exit).as(how + " " + whose + ": " + shell.said()).isZero();
    }

    private RedisFiles files() {
        return new RedisFiles(100, nodes);
    }

    Path etc(int node, String name) {
        return Path.of(nodes.get(node).etc()).resolve(name);
    }

    private ChildProcess start(int node, String name, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of("redis-server", etc(node, name).toString()));
        command.addAll(options);
        return ChildProcess.start(command, Map.of(), folder, folder.resolve(name + node + ".log"));
    }

    static String inside(int port, String command) {
        return ask(port, "node", "node-1", command);
    }

    /** One command and its answer, a line a value; nothing if the server is not there. */
    static String ask(int port, String user, String shown, String command) {
        List<String> words = new ArrayList<>(List.of("redis-cli", "-p", String.valueOf(port)));
        if (!user.isEmpty()) {
            words.addAll(List.of("--no-auth-warning", "--user", user, "--pass", shown));
        }
        words.addAll(List.of(command.split(" ", -1)));
        try {
            Process client = new ProcessBuilder(words).redirectErrorStream(true).start();
            String said =
                    new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return client.waitFor() == 0 ? said.replace("\r", "").strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
