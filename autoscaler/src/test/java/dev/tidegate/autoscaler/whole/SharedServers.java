package dev.tidegate.autoscaler.whole;

import dev.tidegate.runbooks.rig.server.MotoServer;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.nio.file.Path;

/**
 * Servers that several deployments share: an LLM service with many models, the AWS API, and a Prometheus that scrapes every five
 * seconds.
 */
final class SharedServers implements AutoCloseable {
    final MotoServer moto;
    final LlmService service;
    final PrometheusServer prometheus;

    SharedServers(Path folder) {
        moto = MotoServer.start();
        service = new LlmService(folder);
        prometheus = startPrometheus();
    }

    /** Starts another Prometheus, which a test may kill; the caller closes it. */
    PrometheusServer startPrometheus() {
        return PrometheusServer.start(
                """
                global: {scrape_interval: 5s}
                scrape_configs:
                  - job_name: vllm
                    static_configs: [{targets: ["%s"]}]
                """
                        .formatted(service.address()));
    }

    @Override
    public void close() {
        prometheus.close();
        service.close();
        moto.close();
    }
}
