package dev.tidegate.runbooks.rig.kubernetes;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Server;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A Kubernetes cluster in which only nodes and containers are simulated: etcd, API server, the
 * controllers for deployments and horizontal pod autoscalers, scheduler, and kwok for the nodes. A
 * pod is ready at once, or later by the annotation {@value #START_AFTER} of its template, such as
 * {@code 2s}: a cold start to measure.
 */
public final class KubernetesStack implements AutoCloseable {
    public static final String START_AFTER = "tidegate.dev/start-after";

    /** Shown by somebody in the group {@code tidegate}, who has no leave but what that group was given. */
    public static final String DAEMONS_TOKEN = KubernetesApi.DAEMONS_TOKEN;

    private static KubernetesStack shared;

    private final Deque<Server> servers = new ArrayDeque<>();
    private final KubernetesApi api;

    private KubernetesStack(AutoscalerPace pace) {
        try {
            this.api =
                    Component.KUBERNETES.isInstalled()
                            ? controlPlane(pace)
                            : started(new ContainedApi(pace));
            started(KubernetesClientServer.kwok(api));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private KubernetesApi controlPlane(AutoscalerPace pace) {
        Server etcd = started(new EtcdServer());
        KubernetesApi server = started(new KubernetesApi(etcd.address()));
        started(KubernetesClientServer.controllers(server, pace));
        started(KubernetesClientServer.scheduler(server));
        return server;
    }

    /** Up in 5 to 10 seconds. */
    public static KubernetesStack start() {
        return start(AutoscalerPace.OF_TESTS);
    }

    /** With autoscalers at another pace. */
    public static KubernetesStack start(AutoscalerPace pace) {
        return new KubernetesStack(pace);
    }

    /** One for all tests of this JVM, which take namespaces of their own; it ends with the JVM. */
    public static synchronized KubernetesStack shared() {
        if (shared == null) {
            shared = start();
            shared.addNode("node-1");
            shared.addNode("node-2");
        }
        return shared;
    }

    public String url() {
        return api.url();
    }

    /** For an administrator who may do everything. */
    public Path kubeconfig() {
        return api.kubeconfig();
    }

    /** What shows that the API server is itself. */
    public Path certificate() {
        return api.certificate();
    }

    /** The API server alone, to kill, freeze and restart. */
    public Server apiServer() {
        return api;
    }

    public void addNode(String name) {
        create(
                "/api/v1/nodes",
                """
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {kubernetes.io/hostname: %s}}
                """
                        .formatted(name, name));
    }

    /** Posts an object in YAML to a path such as {@code /api/v1/namespaces}. */
    public void create(String path, String yaml) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/yaml")
                        .POST(HttpRequest.BodyPublishers.ofString(yaml));
        try {
            api.send(path, request, List.of(201));
        } catch (IOException e) {
            throw new IllegalStateException("cannot create " + yaml, e);
        }
    }

    /** Server-side apply under the name of a manager, who owns those fields from then on, whoever had them. */
    public void apply(String path, String manager, String yaml) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/apply-patch+yaml")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(yaml));
        try {
            api.send(path + "?force=true&fieldManager=" + manager, request, List.of(200, 201));
        } catch (IOException e) {
            throw new IllegalStateException("cannot apply " + yaml, e);
        }
    }

    /** What a path answers, in JSON. */
    public String read(String path) {
        try {
            return api.send(path, HttpRequest.newBuilder(), List.of(200));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }

    private <S extends Server> S started(S server) {
        servers.push(server);
        server.launch();
        return server;
    }

    /** Clients first, etcd last: the API server waits long for a store that has gone. */
    @Override
    public void close() {
        servers.forEach(Server::close);
    }
}
