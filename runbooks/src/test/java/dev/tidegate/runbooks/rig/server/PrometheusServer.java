package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.nio.file.Path;
import java.util.List;

/** Prometheus with remote write switched on, so that a test can hand it samples of any time. */
public final class PrometheusServer extends Server {
    private static final String NOTHING_TO_SCRAPE = "global: {scrape_interval: 1s}\n";

    private final Path configuration;

    private PrometheusServer(String configuration) {
        super(Component.PROMETHEUS, Ports.free());
        this.configuration = write("prometheus.yml", configuration);
    }

    public static PrometheusServer start() {
        return start(NOTHING_TO_SCRAPE);
    }

    /** With the text of a {@code prometheus.yml}. */
    public static PrometheusServer start(String configuration) {
        PrometheusServer server = new PrometheusServer(configuration);
        server.launch();
        return server;
    }

    public String url() {
        return "http://" + address();
    }

    @Override
    protected List<String> arguments() {
        return List.of(
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder().resolve("tsdb"),
                "--storage.tsdb.retention.time=10y",
                "--web.listen-address=" + address(),
                "--web.enable-lifecycle",
                "--web.enable-remote-write-receiver");
    }

    @Override
    public boolean isReady() {
        return answersOk(url() + "/-/ready");
    }
}
