package dev.tidegate.stacks.render;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GatewaySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The rendered gateway in a real HAProxy, and one replica that answers when the test lets it: a fleet has it once it serves. */
final class RunningGateway implements AutoCloseable {
    static final int BUCKET = 30;

    /** Slots of one replica that all classes share. */
    private static final int SHARED = 13;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final Path folder;
    private final GatewayRuntime runtime;
    private final StandInReplica replica = new StandInReplica();
    private ChildProcess haproxy;

    private RunningGateway(Path folder, List<String> keys, List<FleetSettings> fleets)
            throws Exception {
        this.folder = folder;
        runtime = new GatewayRuntime(folder.resolve("admin.sock"));
        GatewayFiles files =
                new GatewayFiles(
                        new GatewaySettings("c7g.large", 1, BUCKET, 1, false, 1, keys),
                        fleets,
                        GatewayFolder.place(port, folder));
        GatewayFolder.lay(files, folder);
        Files.writeString(
                folder.resolve("maps/keys.map"),
                digest("Bearer first") + " p0\n" + digest("Bearer last") + " p3\n");
        haproxy = launch();
    }

    private ChildProcess launch() throws Exception {
        ChildProcess process =
                ChildProcess.start(
                        List.of("haproxy", "-db", "-f", configuration()),
                        Map.of(),
                        folder,
                        folder.resolve("log.txt"));
        process.awaitReady(PATIENCE, () -> get("/healthz", "none") == 200);
        return process;
    }

    void kill() {
        haproxy.kill9();
    }

    /** Another process in its place, with the same files. */
    void restart() throws Exception {
        haproxy.kill9();
        haproxy = launch();
    }

    static RunningGateway of(Path folder, FleetSettings... fleets) throws Exception {
        return new RunningGateway(folder, List.of(), List.of(fleets));
    }

    /** One that serves the keys of a list only: those of the first and the last class, at its start. */
    static RunningGateway checking(Path folder, String secret, FleetSettings... fleets)
            throws Exception {
        return new RunningGateway(folder, List.of(secret), List.of(fleets));
    }

    /** Gives the fleet its one replica, and takes it for well. */
    void serve(String fleet) {
        join(fleet, "gpu_1", replica.port());
        runtime.well(fleet, "gpu_1");
    }

    /** Gives a place of the fleet to what listens at this port. */
    void join(String fleet, String place, int at) {
        runtime.join(fleet, place, at);
    }

    void awaitReady() throws Exception {
        haproxy.awaitReady(PATIENCE, () -> get("/readyz", "none") == 200);
    }

    /** Waits until a server's check has found it well. */
    void awaitUp(String server) throws Exception {
        haproxy.awaitReady(PATIENCE, () -> counted(server, 17).equals("UP"));
    }

    /** Requests that hold every shared slot of fleet chat until they are let go. */
    List<CompletableFuture<HttpResponse<String>>> full() throws Exception {
        return hold(SHARED, "chat_gpu,gpu_1", number -> "Bearer holder" + number);
    }

    /** Requests with these keys that hold so many slots of a server until they are let go. */
    List<CompletableFuture<HttpResponse<String>>> hold(
            int slots, String server, IntFunction<String> key) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> held =
                IntStream.range(0, slots)
                        .mapToObj(number -> later("/v1/slow", key.apply(number)))
                        .toList();
        haproxy.awaitReady(PATIENCE, () -> counted(server, 4).equals(String.valueOf(slots)));
        return held;
    }

    /** So many requests more, of which at least half wait at this moment. */
    List<CompletableFuture<HttpResponse<String>>> waiting(int requests) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            waiting.add(later("/v1/chat", "Bearer waiting" + i));
        }
        haproxy.awaitReady(
                PATIENCE, () -> Integer.parseInt(counted("chat_gpu,BACKEND", 2)) >= requests / 2);
        return waiting;
    }

    /** Lets go of what is held. */
    void release() {
        replica.release();
    }

    /** How often the replica failed at a request. */
    int failures() {
        return replica.failures();
    }

    /** A file of the configuration's maps as its runtime API names it. */
    Path map(String name) {
        return folder.resolve("maps/" + name + ".map");
    }

    /** Where its runtime API listens. */
    Path socket() {
        return runtime.socket();
    }

    int port() {
        return port;
    }

    String configuration() {
        return folder.resolve("haproxy.cfg").toString();
    }

    @Override
    public void close() {
        replica.release();
        haproxy.close();
        replica.close();
    }

    /** Names of the headers that reach a replica of what is asked with these. */
    String headers(String... headers) throws IOException, InterruptedException {
        return text(to("/v1/headers").header("Authorization", "Bearer first").headers(headers));
    }

    String models() throws IOException, InterruptedException {
        return text(to("/v1/models"));
    }

    String metrics() throws IOException, InterruptedException {
        return text(to("/metrics"));
    }

    private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
        return answer(request.build()).body();
    }

    HttpResponse<String> post(String path, String key, String claimed)
            throws IOException, InterruptedException {
        return answer(request(path, key, claimed, "chat"));
    }

    /** Asks for the model of a fleet. */
    HttpResponse<String> ask(String model, String key) throws IOException, InterruptedException {
        return answer(request("/v1/chat", key, "p2", model));
    }

    /** Sends this body as it is. */
    HttpResponse<String> send(String path, String key, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                to(path).header("Authorization", key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answer(request.build());
    }

    private HttpResponse<String> answer(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> later(String path, String key) {
        return client.sendAsync(
                request(path, key, "p2", "chat"), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String key, String claimed, String model) {
        return to(path).header("Authorization", key)
                .header("X-Priority", claimed)
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model + "\"}"))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    int get(String path, String key, String... headers) {
        HttpRequest.Builder request = to(path);
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

    String say(String command) {
        return runtime.say(command);
    }

    String counted(String of, int column) {
        return runtime.counted(of, column);
    }

    /** The slots of a server. */
    String limit(String server) {
        return counted(server, 6);
    }

    /** What a map of keys has of a client's header. */
    static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
