package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.stacks.settings.CacheSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's own script between a real Redis and a real HAProxy: what books write there is what the gateway does. */
@Needs(
        value = {Component.HAPROXY, Component.REDIS},
        installed = true)
class FlagsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.free();

    private String shown = "newest";
    private RunningGateway gateway;
    private ChildProcess redis;
    private ServerSocket runtime;
    private StandInShell shell;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
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
        gateway = RunningGateway.of(folder, FleetExamples.chat());
        gateway.serve("chat");
        gateway.awaitReady();
        runtime = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        new Thread(this::relay, "relay").start();
        shell =
                new StandInShell(folder.resolve("node"))
                        .standIn("redis6-cli", "exec redis-cli \"$@\"")
                        .standIn(
                                "socat",
                                "exec 3<>/dev/tcp/127.0.0.1/" + runtime.getLocalPort(),
                                "cat >&3",
                                "cat <&3");
    }

    @AfterEach
    void stop() throws IOException {
        runtime.close();
        gateway.close();
        redis.kill9();
    }

    @Test
    void aFlagThatABookWroteTurnsTheLastClassAwayUntilItIsTakenBack() throws Exception {
        assertThat(follow()).as(shell.said()).isZero();
        assertThat(last().statusCode()).isEqualTo(200);

        cache("HSET", "tidegate:flags", "shed_p3", "1", "max_tokens", "512");
        assertThat(follow()).as(shell.said()).isZero();

        assertThat(last().body()).contains("shed");
        assertThat(first().statusCode()).isEqualTo(200);
        assertThat(Files.readAllLines(gateway.map("flags"))).contains("shed_p3 1");

        cache("HDEL", "tidegate:flags", "shed_p3");
        assertThat(follow()).as(shell.said()).isZero();

        assertThat(last().statusCode()).isEqualTo(200);
    }

    /** While it is turned over, both are good; who shows neither changes nothing. */
    @Test
    void theFlagsAreReadByWhoShowsThePasswordOfNowOrTheOneBefore() throws Exception {
        cache("HSET", "tidegate:flags", "shed_p3", "1");
        shown = "before";
        assertThat(follow()).as(shell.said()).isZero();
        assertThat(last().body()).contains("shed");

        cache("HDEL", "tidegate:flags", "shed_p3");
        shown = "other";

        assertThat(follow()).isNotZero();
        assertThat(shell.said()).contains("all flags stay");
        assertThat(last().body()).contains("shed");
    }

    @Test
    void withoutItsCacheAGatewayGoesOnAsItIs() throws Exception {
        cache("HSET", "tidegate:flags", "shed_p3", "1");
        assertThat(follow()).as(shell.said()).isZero();

        redis.kill9();

        assertThat(follow()).isNotZero();
        assertThat(last().body()).contains("shed");
        assertThat(Files.readAllLines(gateway.map("flags"))).contains("shed_p3 1");
    }

    @Test
    void whatIsNoHashOfFlagsChangesNothing() throws Exception {
        cache("HSET", "tidegate:flags", "shed_p3", "1");
        assertThat(follow()).as(shell.said()).isZero();

        cache("DEL", "tidegate:flags");
        cache("SET", "tidegate:flags", "other");

        assertThat(follow()).isNotZero();
        assertThat(shell.said()).contains("WRONGTYPE");
        assertThat(last().body()).contains("shed");
    }

    /** A real client writes a value in a form of its own: quotes and ends of lines do not end it. */
    @Test
    void noValueIsACommand() throws Exception {
        cache("HSET", "tidegate:flags", "static", "1\"\n2) \"1; clear map #0", "shed_p3", "1");

        assertThat(follow()).as(shell.said()).isZero();

        assertThat(gateway.say("show map " + gateway.map("flags")))
                .contains("static 0", "shed_p3 1", "shed_p0 0");
    }

    /** Short queues are a tier of their own: who would wait behind more than that is told at once. */
    @Test
    void aFlagShortensTheQueueOfAClass() throws Exception {
        cache("HSET", "tidegate:flags", "maxq_p3", "1");
        assertThat(follow()).as(shell.said()).isZero();
        List<CompletableFuture<HttpResponse<String>>> held = gateway.full();
        List<CompletableFuture<HttpResponse<String>>> waiting = gateway.waiting(8);

        assertThat(last().body()).contains("full");

        gateway.release();
        held.forEach(CompletableFuture::join);
        waiting.forEach(CompletableFuture::join);
    }

    private HttpResponse<String> last() throws Exception {
        return gateway.post("/v1/chat", "Bearer last", "p3");
    }

    private HttpResponse<String> first() throws Exception {
        return gateway.post("/v1/chat", "Bearer first", "p0");
    }

    /** One pass of what the instance runs every two seconds, with the rendered gateway's own map. */
    private int follow() throws Exception {
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

    /** What socat is on the instance: a line to the gateway's socket, and its answer. */
    private void relay() {
        while (!runtime.isClosed()) {
            try (Socket asked = runtime.accept();
                    BufferedReader lines =
                            new BufferedReader(
                                    new InputStreamReader(
                                            asked.getInputStream(), StandardCharsets.US_ASCII))) {
                asked.getOutputStream()
                        .write(gateway.say(lines.readLine()).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the script that asked fails, and says so
            }
        }
    }

    private String cache(String... words) {
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
}
