package dev.tidegate.runbooks.rig.kubernetes;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One of the programs that work against the API server: they differ in their arguments and in what shows they are up. */
final class KubernetesClientServer extends Server {
    private final List<String> command;
    private final BooleanSupplier ready;

    private KubernetesClientServer(
            String program, List<String> arguments, int port, BooleanSupplier ready) {
        super(program, port);
        this.command = new ArrayList<>(List.of(Component.KUBERNETES.program(program).toString()));
        this.command.addAll(arguments);
        this.ready = ready;
    }

    /** The autoscaler looks every second and forgets after five, where a real cluster takes 15 s and 5 minutes. */
    static KubernetesClientServer controllers(KubernetesApi api) {
        int port = Ports.free();
        return new KubernetesClientServer(
                "kube-controller-manager",
                List.of(
                        "--kubeconfig=" + api.kubeconfig(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--leader-elect=false",
                        "--horizontal-pod-autoscaler-sync-period=1s",
                        "--horizontal-pod-autoscaler-downscale-stabilization=5s",
                        "--controllers=deployment-controller,replicaset-controller,"
                                + "horizontal-pod-autoscaler-controller,namespace-controller,"
                                + "garbage-collector-controller"),
                port,
                () -> accepts(port));
    }

    static KubernetesClientServer scheduler(KubernetesApi api) {
        int port = Ports.free();
        return new KubernetesClientServer(
                "kube-scheduler",
                List.of(
                        "--kubeconfig=" + api.kubeconfig(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--leader-elect=false"),
                port,
                () -> accepts(port));
    }

    static KubernetesClientServer kwok(KubernetesApi api) {
        int port = Ports.free();
        return new KubernetesClientServer(
                "kwok",
                List.of(
                        "--kubeconfig=" + api.kubeconfig(),
                        "--config=" + KwokStages.writtenBeside(api),
                        "--manage-all-nodes=true",
                        "--node-lease-duration-seconds=40",
                        "--server-address=127.0.0.1:" + port),
                port,
                () -> answersOk("http://127.0.0.1:" + port + "/healthz"));
    }

    @Override
    protected List<String> command() {
        return command;
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }
}
