package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three rendered nodes on one machine, with real Redis and Sentinel. */
@Needs(value = Component.REDIS, installed = true)
class RedisFilesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RedisFiles.Node> nodes = new ArrayList<>();
    private final List<ChildProcess> servers = new ArrayList<>();
    private final List<ChildProcess> sentinels = new ArrayList<>();

    @TempDir private Path folder;

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 3; i++) {
            Path dir = Files.createDirectories(folder.resolve("node" + i));
            nodes.add(new RedisFiles.Node("127.0.0.1", Ports.free(), Ports.free(), dir.toString()));
        }
        RedisFiles files = new RedisFiles(100, nodes);
        for (int i = 0; i < 3; i++) {
            servers.add(start(i, "redis.conf", files.redis(i), List.of()));
        }
        for (int i = 0; i < 3; i++) {
            int node = i;
            servers.get(i)
                    .awaitReady(LIMIT, () -> ask(nodes.get(node).port(), "PING").equals("PONG"));
        }
        servers.get(0)
                .awaitReady(
                        LIMIT,
                        () ->
                                ask(nodes.get(0).port(), "INFO replication")
                                        .contains("connected_slaves:2"));
        for (int i = 0; i < 3; i++) {
            sentinels.add(start(i, "sentinel.conf", files.sentinel(i), List.of("--sentinel")));
        }
        for (RedisFiles.Node node : nodes) {
            sentinels
                    .get(0)
                    .awaitReady(
                            LIMIT,
                            () -> {
                                String known = ask(node.sentinelPort(), "SENTINEL MASTER tidegate");
                                return known.contains("num-other-sentinels\n2")
                                        && known.contains("num-slaves\n2");
                            });
        }
    }

    @AfterEach
    void stop() {
        sentinels.forEach(ChildProcess::kill9);
        servers.forEach(ChildProcess::kill9);
    }

    @Test
    void theLeastRecentlyUsedGoesFirstAndASecondIsLostAtTheMost() {
        int port = nodes.get(0).port();

        assertThat(ask(port, "CONFIG GET maxmemory")).contains(String.valueOf(70L * 1024 * 1024));
        assertThat(ask(port, "CONFIG GET maxmemory-policy")).contains("allkeys-lru");
        assertThat(ask(port, "CONFIG GET appendfsync")).contains("everysec");
        assertThat(ask(port, "CONFIG GET appendonly")).contains("yes");
    }

    @Test
    void whenThePrimaryDiesAnotherTakesOverWithWhatWasWritten() {
        assertThat(ask(nodes.get(0).port(), "SET answer 42")).isEqualTo("OK");
        assertThat(ask(nodes.get(0).port(), "WAIT 2 10000")).isEqualTo("2");

        servers.get(0).kill9();
        sentinels.get(1).awaitReady(LIMIT, () -> primary() != nodes.get(0).port());

        int chosen = primary();
        servers.get(1).awaitReady(LIMIT, () -> ask(chosen, "SET again 1").equals("OK"));
        assertThat(ask(chosen, "GET answer")).contains("42");
    }

    @Test
    void aPrimaryThatHearsFromNoReplicaStopsTakingWrites() {
        assertThat(ask(nodes.get(0).port(), "CONFIG GET min-replicas-to-write")).contains("1");
    }

    private int primary() {
        String[] lines =
                ask(nodes.get(1).sentinelPort(), "SENTINEL GET-MASTER-ADDR-BY-NAME tidegate")
                        .split("\n", -1);
        return Integer.parseInt(lines[lines.length - 1]);
    }

    private ChildProcess start(int node, String name, String text, List<String> options)
            throws IOException {
        Path file = Files.writeString(folder.resolve("node" + node).resolve(name), text);
        List<String> command = new ArrayList<>(List.of("redis-server", file.toString()));
        command.addAll(options);
        return ChildProcess.start(command, Map.of(), folder, folder.resolve(name + node + ".log"));
    }

    /** One command and its answer, a line a value; nothing if the server is not there. */
    private static String ask(int port, String command) {
        List<String> words = new ArrayList<>(List.of("redis-cli", "-p", String.valueOf(port)));
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
