package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The rendered gateway in a real HAProxy, in the seconds in which no health check has found yet that a replica is dead. */
@Needs(value = Component.HAPROXY, installed = true)
class DeadReplicaIT extends GatewayRig {
    /** A busy machine's, and far from the minutes that a response may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Round robin: of two requests in turn one meets it. */
    @Test
    void aReplicaThatRefusesConnectionsCostsNoRequest() throws Exception {
        takeForWell("gpu_2", Ports.free());

        for (String key : List.of("Bearer first", "Bearer other", "Bearer last")) {
            for (int i = 0; i < 2; i++) {
                assertThat(answered(key).statusCode()).as(key).isEqualTo(200);
            }
        }
        assertThat(redispatched("chat_gpu,gpu_2")).isPositive();
        assertThat(retried("chat_gpu,gpu_2") + retried("chat_p0,gpu_2")).isZero();
    }

    /** An instance that is gone answers nothing at all; a second SYN is tried after a second. */
    @Test
    void aReplicaThatSwallowsConnectionsCostsNoRequestEither() throws Exception {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket swallows = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(swallows, filling);
            takeForWell("gpu_2", swallows.getLocalPort());

            for (int i = 0; i < 2; i++) {
                assertThat(answered("Bearer other").statusCode()).isEqualTo(200);
            }
            assertThat(redispatched("chat_gpu,gpu_2")).isPositive();
            assertThat(retried("chat_gpu,gpu_2")).isZero();
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    /** It alone has room, so it attracts whatever waits, also a class that waits for one turn of half a second only. */
    @Test
    void inAFullFleetADeadReplicaCostsNoTurn() throws Exception {
        gateway.say(
                "add map "
                        + gateway.map("keys")
                        + " "
                        + RunningGateway.digest("Bearer one")
                        + " p1");
        List<CompletableFuture<HttpResponse<String>>> held = gateway.full();
        takeForWell("gpu_2", Ports.free());

        long since = System.nanoTime();
        HttpResponse<String> response = answered("Bearer one");

        assertThat(response.body()).contains("busy");
        assertThat(Duration.ofNanos(System.nanoTime() - since))
                .isGreaterThan(Duration.ofMillis(450));
        assertThat(gateway.counted("chat_gpu,gpu_2", 17)).isEqualTo("DOWN");
        gateway.release();
        held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }

    /** A connection that is kept shows nothing of an instance that died. */
    @Test
    void noRequestIsSentOnAConnectionThatWasThereBefore() throws Exception {
        try (SilentReplica replica = new SilentReplica()) {
            gateway.join("chat", "gpu_1", replica.port());
            gateway.say("set server chat_gpu/gpu_1 health up");

            for (int i = 0; i < 4; i++) {
                assertThat(answered("Bearer other").body()).isEqualTo("first");
            }
            assertThat(replica.answered()).isEqualTo(4);
        }
    }

    private HttpResponse<String> answered(String key) {
        return CompletableFuture.supplyAsync(() -> answer(key))
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private HttpResponse<String> answer(String key) {
        try {
            return gateway.post("/v1/chat", key, "p2");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void takeForWell(String place, int port) {
        gateway.join("chat", place, port);
        for (String backend : List.of("chat_gpu", "chat_p0")) {
            gateway.say("set server " + backend + "/" + place + " health up");
        }
    }

    /** Further attempts at this server, each of them a second later. */
    private int retried(String server) {
        return Integer.parseInt(gateway.counted(server, 15));
    }

    /** Further attempts elsewhere after one at this server. */
    private int redispatched(String server) {
        return Integer.parseInt(gateway.counted(server, 16));
    }

    /** Connects until nobody else can. */
    private static void fill(ServerSocket server, List<Socket> filling) throws IOException {
        while (filling.size() < 10) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 500);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("it accepts everything");
    }
}
