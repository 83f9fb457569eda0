package dev.tidegate.autoscaler.whole;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A {@link VllmService} in its own process, and the client to control it. */
final class LlmService implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final ChildProcess process;

    LlmService(Path folder) {
        String classes =
                VllmService.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        process =
                ChildProcess.start(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classes,
                                VllmService.class.getName(),
                                Integer.toString(port)),
                        Map.of(),
                        folder,
                        folder.resolve("service.log"));
        process.awaitReady(START, () -> Http.isOk(uri("ok")));
    }

    /** The address as a Prometheus target. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Changes a model's demand gradually, by {@code slope} tokens a second each second. */
    void ramp(String model, double from, double to, double slope) {
        Http.post(uri("ramp/" + model + "/" + from + "/" + to + "/" + slope));
    }

    void removeMetric(String model) {
        Http.post(uri("vanish/" + model));
    }

    double rate(String model) {
        return Double.parseDouble(Http.get(uri("rate/" + model)));
    }

    private URI uri(String path) {
        return URI.create("http://" + address() + "/" + path);
    }

    @Override
    public void close() {
        process.close();
    }
}
