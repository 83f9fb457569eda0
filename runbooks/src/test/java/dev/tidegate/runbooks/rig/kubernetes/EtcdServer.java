package dev.tidegate.runbooks.rig.kubernetes;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.util.List;

/** The store under the Kubernetes API server; nothing of it needs to survive the machine. */
final class EtcdServer extends Server {
    private final int peerPort = Ports.free();

    EtcdServer() {
        super(Component.KUBERNETES, "etcd", Ports.free());
    }

    @Override
    protected List<String> arguments() {
        String client = "http://" + address();
        String peer = "http://127.0.0.1:" + peerPort;
        return List.of(
                "--name=rig",
                "--data-dir=" + folder().resolve("data"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=rig=" + peer,
                "--unsafe-no-fsync");
    }

    @Override
    public boolean isReady() {
        return answersOk("http://" + address() + "/health");
    }
}
