package dev.tidegate.autoscaler.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.metrics.prometheus.RemoteWrite;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One model of the service, its Auto Scaling group behind a proxy, and the program that scales it. */
final class TestDeployment implements AutoCloseable {
    static final double PER_REPLICA = 100;
    static final int MIN_REPLICAS = 2;

    private static final Duration START = Duration.ofSeconds(60);
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test");

    final AwsProxy aws;
    private final SharedServers servers;
    private final PrometheusServer prometheus;
    private final Path folder;
    private final String model;
    private final String store;
    private final ScalingGroup group;
    private final int statusPort = Ports.free();
    private ChildProcess daemon;

    /** @param model also the name of the workload and of the group */
    TestDeployment(SharedServers servers, Path folder, String model, int floor) throws IOException {
        this(servers, servers.prometheus, folder, model, floor, "{sqlite: tidegate.db}");
    }

    /** @param store as in the configuration */
    TestDeployment(
            SharedServers servers,
            PrometheusServer prometheus,
            Path folder,
            String model,
            int floor,
            String store)
            throws IOException {
        this.servers = servers;
        this.prometheus = prometheus;
        this.folder = folder;
        this.model = model;
        this.store = store;
        aws = new AwsProxy(servers.moto.endpoint());
        group = ScalingGroup.create(servers.moto.endpoint(), model, floor, 12);
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
                 - name: %s
                   demand: {query: 'sum(rate(vllm:prompt_tokens_total{model_name="%s"}[15s]))', unit: tokens, step: 5s, history: 30m}
                   signals: {queued: 'sum(vllm:num_requests_waiting{model_name="%s"})'}
                   capacity: {per_replica: 100}
                   lead_time: {prior: 20s}
                   bounds: {min: %d, max: 12}
                   scale_in: {share: 20%%, window: 10s}
                   fleet: {aws: {region: us-east-1, group: %s, endpoint: "%s"}}
               """
                .formatted(
                        store,
                        prometheus.url(),
                        port,
                        model,
                        model,
                        model,
                        MIN_REPLICAS,
                        model,
                        aws.address());
    }

    void startDaemon() {
        daemon =
                ChildProcess.start(
                        tidegate("daemon"), CREDENTIALS, folder, folder.resolve("daemon.log"));
        daemon.awaitReady(START, () -> Http.isOk(uri(statusPort, "health/live")));
    }

    /** Starts one of several daemons; the caller closes it. */
    ChildProcess startInstance(String name) throws IOException {
        int port = Ports.free();
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, configuration(port));
        Map<String, String> environment = new TreeMap<>(CREDENTIALS);
        environment.put("TIDEGATE_INSTANCE", name);
        ChildProcess started =
                ChildProcess.start(
                        tidegate("daemon", "--config", file.toString()),
                        environment,
                        folder,
                        folder.resolve(name + ".log"));
        started.awaitReady(START, () -> Http.isOk(uri(port, "health/live")));
        return started;
    }

    void killDaemon() {
        daemon.kill9();
    }

    /** Asks the daemon to stop, and returns its exit code. */
    int stopDaemon() {
        daemon.signal("TERM");
        return daemon.awaitExit(START);
    }

    String daemonLog() {
        return daemon.logTail();
    }

    /** Records half an hour without any demand. */
    void recordIdleHistory() throws IOException, InterruptedException {
        NavigableMap<Instant, Double> counter = new TreeMap<>();
        Instant now = Instant.now();
        for (int second = 1_900; second > 20; second -= 5) {
            counter.put(now.minusSeconds(second), 5_000.0);
        }
        RemoteWrite.send(
                prometheus.url(),
                "model_name",
                Map.of("vllm:prompt_tokens_total", Map.of(model, counter)));
    }

    /** Changes the service's demand gradually, by {@code slope} tokens a second each second. */
    void ramp(double from, double to, double slope) {
        servers.service.ramp(model, from, to, slope);
    }

    void setDemand(double rate) {
        ramp(rate, rate, 0);
    }

    void removeMetric() {
        servers.service.removeMetric(model);
    }

    double rate() {
        return servers.service.rate(model);
    }

    int minimumSize() {
        return group.minimumSize();
    }

    JsonNode status() {
        try {
            return new ObjectMapper().readTree(get("status")).path("workloads").path(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String get(String path) {
        return Http.get(uri(statusPort, path));
    }

    /** Number of cycles with a reason, from the daemon's metrics. */
    long cyclesWithReason(String reason) {
        String series =
                "tidegate_reasons_total{reason=\"%s\",workload=\"%s\"} ".formatted(reason, model);
        return get("metrics")
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElse(0);
    }

    /** Runs a command of the program to its end, and returns what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(tidegate(arguments)).directory(folder.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Xshare:auto", "-cp"));
        command.add(
                target.resolve("autoscaler-0.1.0-SNAPSHOT.jar")
                        + ":"
                        + target.resolve("lib")
                        + "/*");
        command.add("dev.tidegate.autoscaler.cli.Tidegate");
        command.addAll(List.of(arguments));
        return command;
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
        aws.close();
    }
}
