package dev.tidegate.autoscaler.simulation.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import dev.tidegate.runbooks.rig.server.SelfSignedTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The API of external metrics, to which the API server forwards what autoscalers ask. Each metric is one number; a missing one is
 * an empty list, as of adapters.
 */
final class DemandApi implements AutoCloseable {
    private static final String GROUP = "/apis/external.metrics.k8s.io/v1beta1";
    private static final String SERVICE = "demand";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, Supplier<OptionalDouble>> metrics = new ConcurrentHashMap<>();
    private final LongAdder asked = new LongAdder();
    private final String authority;

    DemandApi() throws IOException, GeneralSecurityException {
        KeyStore keys = SelfSignedTls.certificateOf(SERVICE + ".default.svc");
        authority =
                Base64.getEncoder()
                        .encodeToString(
                                SelfSignedTls.pem(keys).getBytes(StandardCharsets.US_ASCII));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(SelfSignedTls.context(keys)));
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    void serve(String metric, Supplier<OptionalDouble> value) {
        metrics.put(metric, value);
    }

    /** How often a metric was asked for. */
    long asked() {
        return asked.sum();
    }

    /** Has the API server forward the group's requests to here. */
    void register(KubernetesStack cluster) {
        cluster.create(
                "/api/v1/namespaces/default/services",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec: {type: ExternalName, externalName: localhost}
                """
                        .formatted(SERVICE));
        cluster.create(
                "/apis/apiregistration.k8s.io/v1/apiservices",
                """
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: v1beta1.external.metrics.k8s.io}
                spec:
                  group: external.metrics.k8s.io
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  service: {name: %s, namespace: default, port: %d}
                  caBundle: %s
                """
                        .formatted(SERVICE, server.getAddress().getPort(), authority));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String metric = path.substring(path.lastIndexOf('/') + 1);
        String body =
                path.startsWith(GROUP + "/namespaces/")
                        ? values(metric)
                        : """
                          {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"external.metrics.k8s.io/v1beta1","resources":[]}
                          """;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String values(String metric) {
        asked.increment();
        Supplier<OptionalDouble> known = metrics.getOrDefault(metric, OptionalDouble::empty);
        OptionalDouble value = known.get();
        String item =
                value.isEmpty()
                        ? ""
                        : """
                          {"metricName":"%s","metricLabels":{},"timestamp":"%s","value":"%dm"}"""
                                .formatted(
                                        metric,
                                        Instant.ofEpochSecond(Instant.now().getEpochSecond()),
                                        Math.round(1000 * value.getAsDouble()));
        return """
               {"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},"items":[%s]}
               """
                .formatted(item);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
