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

/** One model of the service, its Auto Scaling group behind a gate, and the program that looks after it. */
final class World implements AutoCloseable {
    static final double PER_REPLICA = 100;
    static final int LEAST = 2;

    private static final Duration START = Duration.ofSeconds(60);
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test");

    final Gate gate;
    private final Surroundings around;
    private final PrometheusServer prometheus;
    private final Path folder;
    private final String model;
    private final String store;
    private final ScalingGroup group;
    private final int statusPort = Ports.free();
    private ChildProcess daemon;

    /** @param model is the workload's name and the group's too */
    World(Surroundings around, Path folder, String model, int floor) throws IOException {
        this(around, around.prometheus, folder, model, floor, "{sqlite: tidegate.db}");
    }

    /** @param store as the configuration says it */
    World(
            Surroundings around,
            PrometheusServer prometheus,
            Path folder,
            String model,
            int floor,
            String store)
            throws IOException {
        this.around = around;
        this.prometheus = prometheus;
        this.folder = folder;
        this.model = model;
        this.store = store;
        gate = new Gate(around.moto.endpoint());
        group = ScalingGroup.create(around.moto.endpoint(), model, floor, 12);
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
                        LEAST,
                        model,
                        gate.address());
    }

    void startDaemon() {
        daemon =
                ChildProcess.start(
                        tidegate("daemon"), CREDENTIALS, folder, folder.resolve("daemon.log"));
        daemon.awaitReady(START, () -> Asking.answersOk(page(statusPort, "health/live")));
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
        started.awaitReady(START, () -> Asking.answersOk(page(port, "health/live")));
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

    /** Half an hour in which nobody asked the service anything. */
    void pastOfZero() throws IOException, InterruptedException {
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

    /** The service's demand goes from one rate to another, by so many tokens a second each second. */
    void ramp(double from, double to, double slope) {
        around.service.ramp(model, from, to, slope);
    }

    void demand(double rate) {
        ramp(rate, rate, 0);
    }

    void vanish() {
        around.service.vanish(model);
    }

    double rate() {
        return around.service.rate(model);
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
        return Asking.get(page(statusPort, path));
    }

    /** How many cycles a reason stood behind, as the daemon's metrics say. */
    long cycles(String reason) {
        String series =
                "tidegate_reasons_total{reason=\"%s\",workload=\"%s\"} ".formatted(reason, model);
        return daemonText("metrics")
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

    private static URI page(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
        gate.close();
    }
}
