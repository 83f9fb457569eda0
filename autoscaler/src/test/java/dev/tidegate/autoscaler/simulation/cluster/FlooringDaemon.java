package dev.tidegate.autoscaler.simulation.cluster;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.metrics.prometheus.RemoteWrite;
import dev.tidegate.runbooks.rig.Scratch;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The daemon on a fast clock, with its defaults, setting the floors of a part's autoscalers from the part's demand in Prometheus. */
final class FlooringDaemon implements AutoCloseable {
    private static final String METRIC = "demand";
    private static final String LABEL = "scenario";

    private final Daemon daemon;

    /** Writes what metrics say in the part and before it into a server, which shows none of it before its time, and starts the daemon. */
    FlooringDaemon(
            Part part, List<ScaledFleet> fleets, PrometheusServer prometheus, FastClock clock)
            throws IOException, InterruptedException {
        NavigableMap<Instant, Double> shown = new TreeMap<>();
        for (int minute = 1; minute < part.last(); minute++) {
            Instant time = Part.time(minute);
            part.reported(minute).ifPresent(value -> shown.put(time, value));
        }
        RemoteWrite.send(prometheus.url(), LABEL, Map.of(METRIC, Map.of(part.name(), shown)));
        Path folder = Scratch.folder("daemon");
        Files.createDirectories(folder.resolve("runbooks/books"));
        Path file = folder.resolve("tidegate.yaml");
        Files.writeString(file, configuration(part, fleets, prometheus));
        Settings settings = ((LoadOutcome.Loaded) SettingsLoader.load(file)).settings();
        daemon = Daemon.start(settings, Map.of(), clock, clock::nanos, part.name());
    }

    /** The interval is of the real clock: fifteen seconds on the daemon's. */
    private static String configuration(
            Part part, List<ScaledFleet> fleets, PrometheusServer prometheus) {
        StringBuilder text =
                new StringBuilder(
                        """
                        mode: act
                        interval: %dms
                        store: {sqlite: tidegate.db}
                        metrics: {prometheus: {url: "%s"}}
                        serve: {port: 0}
                        workloads:
                        """
                                .formatted(
                                        FastClock.real(Duration.ofSeconds(15)).toMillis(),
                                        prometheus.url()));
        for (ScaledFleet fleet : fleets) {
            text.append(
                    """
                      - name: %1$s
                        demand: {query: 'max_over_time(%2$s{%3$s="%4$s"}[1m])', history: 8d}
                        capacity: {per_replica: 1}
                        bounds: {min: 1, max: 200}
                        fleet: {kubernetes: {autoscaler: %1$s}}
                    """
                            .formatted(fleet.name(), METRIC, LABEL, part.name()));
        }
        return text.toString();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
