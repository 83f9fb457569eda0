package dev.tidegate.runbooks.rig.kubernetes;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Image;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One of the programs that work against the API server: they differ in their arguments and in what shows they are up. */
final class KubernetesClientServer extends Server {
    /** Otherwise twenty requests a second, which many fleets at once exceed. */
    private static final String REQUESTS = "--kube-api-qps=500";

    private static final String REQUESTS_AT_ONCE = "--kube-api-burst=1000";

    private final KubernetesApi api;
    private final List<String> arguments;
    private final BooleanSupplier ready;

    private KubernetesClientServer(
            KubernetesApi api,
            String program,
            int port,
            List<String> arguments,
            BooleanSupplier ready) {
        super(Component.KUBERNETES, program, port);
        this.api = api;
        this.arguments = arguments;
        this.ready = ready;
    }

    static KubernetesClientServer controllers(KubernetesApi api, AutoscalerPace pace) {
        int port = Ports.free();
        return new KubernetesClientServer(
                api,
                "kube-controller-manager",
                port,
                List.of(
                        "--kubeconfig=" + api.kubeconfig(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--leader-elect=false",
                        REQUESTS,
                        REQUESTS_AT_ONCE,
                        "--" + pace.arguments().get(0),
                        "--" + pace.arguments().get(1),
                        "--controllers=deployment-controller,replicaset-controller,"
                                + "horizontal-pod-autoscaler-controller,namespace-controller,"
                                + "garbage-collector-controller"),
                () -> accepts(port));
    }

    static KubernetesClientServer scheduler(KubernetesApi api) {
        int port = Ports.free();
        return new KubernetesClientServer(
                api,
                "kube-scheduler",
                port,
                List.of(
                        "--kubeconfig=" + api.kubeconfig(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--leader-elect=false",
                        REQUESTS,
                        REQUESTS_AT_ONCE),
                () -> accepts(port));
    }

    static KubernetesClientServer kwok(KubernetesApi api) {
        int port = Ports.free();
        return new KubernetesClientServer(
                api,
                "kwok",
                port,
                List.of(
                        "--kubeconfig=" + api.kubeconfig(),
                        "--config=" + KwokStages.writtenBeside(api),
                        "--manage-all-nodes=true",
                        "--node-lease-duration-seconds=40",
                        "--server-address=127.0.0.1:" + port),
                () -> answersOk("http://127.0.0.1:" + port + "/healthz"));
    }

    @Override
    protected List<String> arguments() {
        return arguments;
    }

    /** Only kwok's: the others are part of the image of the API server. */
    @Override
    protected Image image() {
        return new Image("registry.k8s.io/kwok/kwok:v0.6.1", Optional.of("kwok"));
    }

    @Override
    protected List<Path> folders() {
        return List.of(folder(), api.folder());
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }
}
