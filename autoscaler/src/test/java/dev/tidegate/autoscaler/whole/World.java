package dev.tidegate.autoscaler.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.server.MotoServer;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Everything around the program: the service, Prometheus, an Auto Scaling group behind a gate; and the program itself. */
final class World implements AutoCloseable {
    static final double PER_REPLICA = 100;
    static final int LEAST = 2;

    private static final String GROUP = "chat-gpu";
    private static final Duration START = Duration.ofSeconds(60);

    final PrometheusServer prometheus;
    final Gate gate;
    private final Path folder;
    private final ChildProcess service;
    private final int servicePort = Ports.free();
    private final int statusPort = Ports.free();
    private final ScalingGroup group;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String store;
    private ChildProcess daemon;

    World(Path folder, MotoServer moto, int floor) throws IOException {
        this(folder, moto, floor, "{sqlite: tidegate.db}");
    }

    /** @param store as the configuration says it */
    World(Path folder, MotoServer moto, int floor, String store) throws IOException {
        this.folder = folder;
        this.store = store;
        moto.reset();
        gate = new Gate(moto.endpoint());
        group = ScalingGroup.create(moto.endpoint(), GROUP, floor, 12);
        service = startService();
        prometheus =
                PrometheusServer.start(
                        """
                        global: {scrape_interval: 1s}
                        scrape_configs:
                          - job_name: vllm
                            static_configs: [{targets: ["127.0.0.1:%d"]}]
                        """
                                .formatted(servicePort));
        Files.writeString(folder.resolve("tidegate.yaml"), configuration(statusPort));
    }

    private String configuration(int port) {
        return """
               mode: act
               interval: 1s
               store: %s
               metrics: {prometheus: {url: "%s", timeout: 2s}}
               serve: {port: %d}
               workloads:
                 - name: chat
                   demand: {query: 'sum(rate(vllm:prompt_tokens_total[5s]))', unit: tokens, step: 5s, history: 30m}
                   signals: {queued: 'sum(vllm:num_requests_waiting)'}
                   capacity: {per_replica: 100}
                   lead_time: {prior: 20s}
                   bounds: {min: %d, max: 12}
                   scale_in: {share: 20%%, window: 10s}
                   fleet: {aws: {region: us-east-1, group: %s, endpoint: "%s"}}
               """
                .formatted(store, prometheus.url(), port, LEAST, GROUP, gate.address());
    }

    void startDaemon() {
        daemon =
                ChildProcess.start(
                        tidegate("daemon"),
                        Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"),
                        folder,
                        folder.resolve("daemon.log"));
        daemon.awaitReady(
                START,
                () -> answers(URI.create("http://127.0.0.1:" + statusPort + "/health/live")));
    }

    /** Starts one of several daemons; the caller closes it. */
    ChildProcess startInstance(String name) throws IOException {
        int port = Ports.free();
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, configuration(port));
        ChildProcess started =
                ChildProcess.start(
                        tidegate("daemon", "--config", file.toString()),
                        Map.of(
                                "AWS_ACCESS_KEY_ID", "test",
                                "AWS_SECRET_ACCESS_KEY", "test",
                                "TIDEGATE_INSTANCE", name),
                        folder,
                        folder.resolve(name + ".log"));
        started.awaitReady(
                START, () -> answers(URI.create("http://127.0.0.1:" + port + "/health/live")));
        return started;
    }

    void killDaemon() {
        daemon.kill9();
    }

    /** Asks the daemon to stop, and returns its exit code. */
    int stopDaemon() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -TERM " + daemon.pid()).start().waitFor();
        return daemon.awaitExit(START);
    }

    String daemonLog() {
        return daemon.logTail();
    }

    /** The service's demand goes from one rate to another, by so many tokens a second each second. */
    void ramp(double from, double to, double slope) {
        tell("ramp/" + from + "/" + to + "/" + slope);
    }

    void demand(double rate) {
        ramp(rate, rate, 0);
    }

    void vanish() {
        tell("vanish");
    }

    double rate() {
        return Double.parseDouble(text(service("rate")));
    }

    int minimumSize() {
        return group.minimumSize();
    }

    JsonNode status() {
        try {
            return new ObjectMapper().readTree(daemonText("status")).path("workloads").path(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String daemonText(String path) {
        return text(URI.create("http://127.0.0.1:" + statusPort + "/" + path));
    }

    /** Runs a command of the program to its end, and returns what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(tidegate(arguments)).directory(folder.toFile()).start();
        String out =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(List.of(arguments) + " ended with " + code);
        }
        return out;
    }

    /** The ledger as the program left it; the caller closes it. */
    Ledger ledger() {
        return Ledgers.sqlite(folder.resolve("tidegate.db"));
    }

    List<Draft> entries(String... kinds) {
        try (Ledger ledger = ledger()) {
            return ledger.read(LedgerQuery.all().kind(kinds)).stream().map(Entry::content).toList();
        }
    }

    private static List<String> tidegate(String... arguments) {
        Path target = Path.of("target").toAbsolutePath();
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
        command.add(
                target.resolve("autoscaler-0.1.0-SNAPSHOT.jar")
                        + ":"
                        + target.resolve("lib")
                        + "/*");
        command.add("dev.tidegate.autoscaler.cli.Tidegate");
        command.addAll(List.of(arguments));
        return command;
    }

    private ChildProcess startService() {
        String classes =
                VllmService.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        ChildProcess started =
                ChildProcess.start(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classes,
                                VllmService.class.getName(),
                                Integer.toString(servicePort)),
                        Map.of(),
                        folder,
                        folder.resolve("service.log"));
        started.awaitReady(START, () -> answers(service("rate")));
        return started;
    }

    private URI service(String path) {
        return URI.create("http://127.0.0.1:" + servicePort + "/" + path);
    }

    private void tell(String path) {
        send(
                HttpRequest.newBuilder(service(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private boolean answers(URI uri) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String text(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
        prometheus.close();
        service.close();
        gate.close();
    }
}
