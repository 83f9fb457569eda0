package dev.tidegate.runbooks.act.kubernetes.api;

import dev.tidegate.runbooks.act.Target;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The clusters of a kubeconfig, with one client per context, opened at first use. A client makes
 * one bounded attempt per call: the run decides about retries.
 */
public final class Clusters implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(3);
    private static final String CURRENT = "";
    private static final Pattern UNKNOWN_TO_CLIENT = Pattern.compile("[^\\da-zA-Z.\\-/:]");

    private final Optional<Path> kubeconfig;
    private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

    private Clusters(Optional<Path> kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /** Found as kubectl does; inside a pod, its own cluster. */
    public static Clusters autoConfigured() {
        return new Clusters(Optional.empty());
    }

    public static Clusters of(Path kubeconfig) {
        return new Clusters(Optional.of(kubeconfig));
    }

    /** The cluster of the target's coordinate {@code context}, or the current one. */
    public KubernetesClient client(Target target) {
        String context = target.coordinates().getOrDefault("context", CURRENT);
        return clients.computeIfAbsent(context, this::open);
    }

    private KubernetesClient open(String name) {
        @Nullable String context = name.equals(CURRENT) ? null : name;
        Config config =
                kubeconfig
                        .map(Path::toFile)
                        .map((File file) -> Config.fromKubeconfig(context, file))
                        .orElseGet(() -> Config.autoConfigure(context));
        config.setConnectionTimeout((int) CONNECT_LIMIT.toMillis());
        config.setRequestTimeout((int) REQUEST_LIMIT.toMillis());
        config.setRequestRetryBackoffLimit(0);
        config.setNoProxy(
                Stream.ofNullable(config.getNoProxy())
                        .flatMap(Stream::of)
                        .flatMap(entry -> withoutWildcard(entry).stream())
                        .toArray(String[]::new));
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("bounds", new BoundedResponses()))
                .build();
    }

    /**
     * Other programs take {@code *.internal} and blanks in {@code NO_PROXY}; the client compares how names end, and refuses to be
     * built over anything else. {@code *} alone remains as the end of every name.
     */
    private static Optional<String> withoutWildcard(String entry) {
        String stripped = entry.strip();
        String end = stripped.startsWith("*") ? stripped.substring(1) : stripped;
        return stripped.isEmpty() || UNKNOWN_TO_CLIENT.matcher(end).find()
                ? Optional.empty()
                : Optional.of(end);
    }

    @Override
    public void close() {
        clients.values().forEach(KubernetesClient::close);
        clients.clear();
    }
}
