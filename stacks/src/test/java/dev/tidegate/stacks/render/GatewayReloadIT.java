package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reload of the rendered gateway, as its master does it: a new worker takes the old one's sockets over, and the old one finishes what it began. */
@Needs(value = Component.HAPROXY, installed = true)
class GatewayReloadIT extends GatewayRig {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String BODY = "{\"model\":\"chat\"}";

    private ChildProcess next;

    @AfterEach
    void stop() {
        if (next != null) {
            next.close();
        }
    }

    @Test
    void whatRunsIsFinishedAndWhatWaitsGoesToTheNewWorker() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> running = gateway.full();
        List<CompletableFuture<HttpResponse<String>>> waiting = gateway.waiting(4);

        reload();

        waiting.forEach(one -> assertThat(one.join().body()).isEqualTo("p2"));
        gateway.release();
        running.forEach(one -> assertThat(one.join().body()).isEqualTo("slow"));
    }

    /** The balancer may be sending on it, and repeats no request that is lost. */
    @Test
    void aConnectionThatIsKeptIsClosedAfterItsNextResponse() throws Exception {
        try (SocketChannel balancer = SocketChannel.open(edge())) {
            write(balancer, head("Authorization: Bearer other") + BODY);
            assertThat(response(balancer)).startsWith("HTTP/1.1 200").doesNotContain("close");
            reload();

            write(balancer, head("Authorization: Bearer other") + BODY);

            assertThat(response(balancer)).startsWith("HTTP/1.1 200").contains("connection: close");
        }
    }

    /** Its worker has been replaced, in which every backend counts as empty. */
    @Test
    void aRequestThatIsStillComingInIsAnswered() throws Exception {
        try (SocketChannel client = SocketChannel.open(edge())) {
            write(client, head("Authorization: Bearer other") + BODY.substring(0, 5));
            reload();

            write(client, BODY.substring(5));

            assertThat(response(client)).startsWith("HTTP/1.1 200");
        }
    }

    private void reload() throws Exception {
        Files.writeString(folder.resolve("maps/servers.state"), gateway.say("show servers state"));
        GatewayRuntime runtime = new GatewayRuntime(gateway.socket());
        Optional<Long> old = runtime.pid();
        next =
                ChildProcess.start(
                        List.of(
                                "haproxy",
                                "-db",
                                "-f",
                                gateway.configuration(),
                                "-x",
                                runtime.socket().toString(),
                                "-sf",
                                old.orElseThrow().toString()),
                        Map.of(),
                        folder,
                        folder.resolve("next.txt"));
        next.awaitReady(PATIENCE, () -> !runtime.pid().equals(old));
    }

    private SocketAddress edge() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port());
    }

    private static String head(String headers) {
        return "POST /v1/chat HTTP/1.1\r\nHost: any\r\nContent-Length: "
                + BODY.length()
                + "\r\n"
                + headers
                + "\r\n\r\n";
    }

    private static void write(SocketChannel channel, String text) throws Exception {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What comes until the class that the replica was told, which is its whole response. */
    private static String response(SocketChannel channel) throws Exception {
        StringBuilder response = new StringBuilder();
        ByteBuffer some = ByteBuffer.allocate(1 << 12);
        while (response.indexOf("\r\n\r\np2") < 0 && channel.read(some) >= 0) {
            response.append(StandardCharsets.US_ASCII.decode(some.flip()));
            some.clear();
        }
        return response.toString();
    }
}
