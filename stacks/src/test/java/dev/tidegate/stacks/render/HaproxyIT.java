package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GatewaySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered gateway in a real HAProxy, with one replica that answers when the test lets it. */
@Needs(value = Component.HAPROXY, installed = true)
class HaproxyIT {
    private static final int BUCKET = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer replica;
    private ChildProcess haproxy;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        replica =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        replica.setExecutor(Executors.newCachedThreadPool());
        replica.createContext("/health", exchange -> answer(exchange, "ok"));
        replica.createContext(
                "/v1/slow",
                exchange -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    answer(exchange, "slow");
                });
        replica.createContext(
                "/v1/chat",
                exchange -> answer(exchange, exchange.getRequestHeaders().getFirst("X-Priority")));
        replica.start();
        GatewaySettings settings = new GatewaySettings("c7g.large", 1, BUCKET, 1, false);
        FleetSettings fleet = FleetExamples.chat();
        GatewayFiles files =
                new GatewayFiles(
                        settings,
                        List.of(fleet),
                        new GatewayFiles.Place(
                                "127.0.0.1:" + port,
                                folder.toString(),
                                folder.resolve("maps").toString()));
        for (Map.Entry<String, String> file : files.all().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Files.writeString(
                folder.resolve("maps/keys.map"),
                digest("Bearer first") + " p0\n" + digest("Bearer last") + " p3\n");
        haproxy =
                ChildProcess.start(
                        List.of("haproxy", "-db", "-f", folder.resolve("haproxy.cfg").toString()),
                        Map.of(),
                        folder,
                        folder.resolve("log.txt"));
        haproxy.awaitReady(Duration.ofSeconds(60), () -> get("/healthz", "none") == 200);
        for (String backend : List.of("chat_gpu", "chat_p0")) {
            say(
                    "set server "
                            + backend
                            + "/gpu_1 addr 127.0.0.1 port "
                            + replica.getAddress().getPort());
            say("set server " + backend + "/gpu_1 state ready");
        }
        haproxy.awaitReady(Duration.ofSeconds(60), () -> get("/readyz", "none") == 200);
    }

    @AfterEach
    void stop() {
        release.countDown();
        haproxy.close();
        replica.stop(0);
    }

    @Test
    void haproxyFindsNothingToComplainOf() throws Exception {
        Process check =
                new ProcessBuilder("haproxy", "-c", "-f", folder.resolve("haproxy.cfg").toString())
                        .redirectErrorStream(true)
                        .start();

        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("ALERT", "WARNING");
    }

    @Test
    void aKeysClassComesFromTheMapAndNotFromTheClient() throws Exception {
        assertThat(post("/v1/chat", "Bearer first", "p3").body()).isEqualTo("p0");
        assertThat(post("/v1/chat", "Bearer last", "p0").body()).isEqualTo("p3");
        assertThat(post("/v1/chat", "Bearer unknown", "p0").body()).isEqualTo("p2");
    }

    @Test
    void nobodyIsServedWithoutAKey() {
        assertThat(get("/v1/chat", "")).isEqualTo(401);
    }

    /** The balancer stands in the network, too: what it hands on comes from outside. */
    @Test
    void metricsAreReadFromTheNetworkAndNotThroughTheBalancer() {
        assertThat(get("/metrics", "")).isEqualTo(200);
        assertThat(get("/metrics", "", "X-Forwarded-For", "203.0.113.7")).isEqualTo(401);
    }

    /** The edge keeps the answer for everyone, and therefore asks without a key. */
    @Test
    void anyoneReadsWhichModelsThereAre() throws Exception {
        var models = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/models"));

        assertThat(client.send(models.build(), HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo(
                        "{'object':'list','data':[{'id':'chat','object':'model'}]}"
                                .replace('\'', '"'));
    }

    @Test
    void aBucketLetsSoManyThroughAndSaysWhenToComeBack() throws Exception {
        int passed = 0;
        HttpResponse<String> refused = null;
        for (int i = 0; i < BUCKET + 5; i++) {
            HttpResponse<String> response = post("/v1/chat", "Bearer busy", "p2");
            if (response.statusCode() == 200) {
                passed++;
            } else {
                refused = response;
            }
        }

        // One a second comes back while the test runs: a few more than the bucket on a slow
        // machine, never fewer.
        assertThat(passed).isBetween(BUCKET, BUCKET + 4);
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("rate");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 2);
        assertThat(post("/v1/chat", "Bearer other", "p2").statusCode()).isEqualTo(200);
    }

    @Test
    void aTierSetAtRunTimeShedsTheLastClassOnly() throws Exception {
        say("set map " + folder.resolve("maps/flags.map") + " shed_p3 1");

        assertThat(post("/v1/chat", "Bearer last", "p3").body()).contains("shed");
        assertThat(post("/v1/chat", "Bearer first", "p0").statusCode()).isEqualTo(200);
    }

    @Test
    void theStaticAnswerIsOneFlagAway() throws Exception {
        say("set map " + folder.resolve("maps/flags.map") + " static 1");

        HttpResponse<String> response = post("/v1/chat", "Bearer first", "p0");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
    }

    @Test
    void aFullFleetTurnsTheLastClassAwayAndStillAnswersTheFirst() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            held.add(
                    client.sendAsync(
                            request("/v1/slow", "Bearer holder" + i, "p2"),
                            HttpResponse.BodyHandlers.ofString()));
        }
        haproxy.awaitReady(
                Duration.ofSeconds(60),
                () ->
                        say("show stat")
                                .lines()
                                .anyMatch(
                                        line ->
                                                line.startsWith("chat_gpu,gpu_1,")
                                                        && line.split(",", -1)[4].equals("13")));

        HttpResponse<String> last = post("/v1/chat", "Bearer last", "p3");
        HttpResponse<String> first = post("/v1/chat", "Bearer first", "p0");

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("busy");
        assertThat(last.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(first.statusCode()).isEqualTo(200);
        release.countDown();
        held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }

    @Test
    void withoutAReplicaTheAnswerIsImmediate() throws Exception {
        say("set server chat_gpu/gpu_1 state maint");

        HttpResponse<String> response = post("/v1/chat", "Bearer first", "p0");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("no_replica");
        assertThat(get("/readyz", "none")).isEqualTo(503);
    }

    private HttpResponse<String> post(String path, String key, String claimed)
            throws IOException, InterruptedException {
        return client.send(request(path, key, claimed), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String key, String claimed) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", key)
                .header("X-Priority", claimed)
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"chat\"}"))
                .build();
    }

    private int get(String path, String key, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!key.isEmpty()) {
            request.header("Authorization", key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private String say(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("admin.sock")));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1 << 20);
            while (channel.read(answer) >= 0) {
                // to the end
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(command, e);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String digest(String key) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
