package dev.tidegate.autoscaler.daemon;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of the real daemon with thousands of workloads on simulated fleets, its ledger on disk and its demand over HTTP from a
 * metrics server in the same process. Prints what a tick costs, the server's answers included:
 *
 * <pre>
 * mvn -pl autoscaler -am -Dmdep.includeScope=test -Dmdep.outputFile=target/bench.classpath test-compile dependency:build-classpath
 * java -Xmx1g -cp autoscaler/target/test-classes:autoscaler/target/classes:$(cat autoscaler/target/bench.classpath) \
 *     dev.tidegate.autoscaler.daemon.ManyWorkloads 10000 8
 * </pre>
 */
public final class ManyWorkloads {
    private static final Duration TICK = Duration.ofSeconds(15);
    private static final double MEBI = 1024.0 * 1024;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private static final HttpClient SCRAPER = HttpClient.newHttpClient();

    private ManyWorkloads() {}

    /** Resources that the process has used so far. */
    private record Used(long entries, double cpuSeconds, double allocatedMebibytes, double disk) {
        Used since(Used before) {
            return new Used(
                    entries - before.entries,
                    cpuSeconds - before.cpuSeconds,
                    allocatedMebibytes - before.allocatedMebibytes,
                    disk - before.disk);
        }
    }

    /** @param arguments how many workloads (10000), how many ticks (8), how much history of each (1h) */
    public static void main(String[] arguments) throws Exception {
        int workloads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int ticks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        String history = arguments.length > 2 ? arguments[2] : "1h";
        Path folder = Files.createTempDirectory("tidegate-many");
        Files.createDirectories(folder.resolve("runbooks/books"));
        HttpServer metrics = metrics();
        ExecutorService answering = Executors.newFixedThreadPool(4);
        metrics.setExecutor(answering);
        metrics.start();
        Path file = folder.resolve("tidegate.yaml");
        int port = metrics.getAddress().getPort();
        Files.writeString(file, configuration(port, workloads, history));
        Settings settings = ((LoadOutcome.Loaded) SettingsLoader.load(file)).settings();

        Daemon daemon =
                Daemon.start(settings, Map.of(), InstantSource.system(), System::nanoTime, "many");
        System.out.printf(
                Locale.ROOT,
                "%d workloads, a tick of %s, %d processors, heap of %.0f MiB%n",
                workloads,
                TICK,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / MEBI);
        System.out.println(
                "tick  cycles  entries  CPU s  allocated MiB  ledger MiB  live heap MiB");
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("tidegate.db"))) {
            long cycles = cycles(daemon);
            Used before = used(ledger, folder);
            for (int tick = 1; tick <= ticks; tick++) {
                Thread.sleep(TICK.toMillis());
                Used spent = used(ledger, folder).since(before);
                long cyclesBefore = cycles;
                cycles = cycles(daemon); // the scrape is not part of a tick
                System.gc();
                System.out.printf(
                        Locale.ROOT,
                        "%4d  %6d  %7d  %5.1f  %13.0f  %10.1f  %13.0f%n",
                        tick,
                        cycles - cyclesBefore,
                        spent.entries(),
                        spent.cpuSeconds(),
                        spent.allocatedMebibytes(),
                        spent.disk(),
                        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())
                                / MEBI);
                before = used(ledger, folder);
            }
        } finally {
            daemon.close();
            metrics.stop(0);
            answering.shutdownNow();
            remove(folder);
        }
    }

    private static Used used(Ledger ledger, Path folder) throws IOException {
        long bytes = 0;
        for (long each : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            bytes += Math.max(0, each);
        }
        long entries =
                ledger.read(LedgerQuery.all().newest(1)).stream()
                        .mapToLong(entry -> entry.sequence())
                        .findFirst()
                        .orElse(0);
        double cpu = SYSTEM.getProcessCpuTime() / 1e9;
        return new Used(entries, cpu, bytes / MEBI, disk(folder) / MEBI);
    }

    /** Number of cycles from the daemon's metrics. */
    private static long cycles(Daemon daemon) throws Exception {
        HttpRequest scrape = HttpRequest.newBuilder(daemon.address().resolve("metrics")).build();
        return SCRAPER.send(scrape, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("tidegate_cycles_total{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static long disk(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(name -> name.toString().contains("tidegate.db")).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static String configuration(int port, int workloads, String history) {
        StringBuilder text =
                new StringBuilder(
                        """
                        mode: act
                        interval: %ds
                        store: {sqlite: tidegate.db}
                        metrics: {prometheus: {url: "http://127.0.0.1:%d"}}
                        serve: {port: 0}
                        workloads:
                        """
                                .formatted(TICK.toSeconds(), port));
        for (int i = 0; i < workloads; i++) {
            text.append(
                    """
                      - name: w%1$d
                        demand: {query: 'demand{n="%1$d"}', history: %2$s}
                        capacity: {per_replica: 100}
                        bounds: {min: 1, max: 40}
                        fleet: {simulated: {}}
                    """
                            .formatted(i, history));
        }
        return text.toString();
    }

    /** The part of the Prometheus API that is needed; each workload has its own daily demand. */
    private static HttpServer metrics() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/query_range",
                exchange -> {
                    String form =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    byte[] body = answer(form).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        return server;
    }

    private static String answer(String form) {
        Map<String, String> parameters =
                Stream.of(form.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        pair -> pair[0],
                                        pair ->
                                                URLDecoder.decode(
                                                        pair[1], StandardCharsets.UTF_8)));
        int number = Integer.parseInt(parameters.get("query").replaceAll("\\D", ""));
        long step = (long) Double.parseDouble(parameters.get("step"));
        StringBuilder values = new StringBuilder();
        long end = (long) Double.parseDouble(parameters.get("end"));
        for (long at = (long) Double.parseDouble(parameters.get("start")); at <= end; at += step) {
            double day = 2 * Math.PI * (at + 9L * number) / Duration.ofDays(1).toSeconds();
            double rate = 1_000 * (1.2 + Math.sin(day)) + 50 * Math.sin(at * (number + 1.0));
            values.append(values.isEmpty() ? "" : ",")
                    .append(String.format(Locale.ROOT, "[%d,\"%.3f\"]", at, rate));
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":"
                + "[{\"metric\":{},\"values\":["
                + values
                + "]}]}}";
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
