package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.nio.file.Path;
import java.util.List;

/** Alertmanager without a cluster. */
public final class AlertmanagerServer extends Server {
    private final Path configuration;

    private AlertmanagerServer(String configuration) {
        super(Component.ALERTMANAGER, Ports.free());
        this.configuration = write("alertmanager.yml", configuration);
    }

    /** Sends every alert to a webhook after 100 ms, resolved ones too. */
    public static AlertmanagerServer startWithWebhook(String url) {
        return start(
                """
                route: {receiver: webhook, group_wait: 100ms, group_interval: 1s, repeat_interval: 1h}
                receivers:
                  - name: webhook
                    webhook_configs: [{url: "%s", send_resolved: true}]
                """
                        .formatted(url));
    }

    /** With the text of an {@code alertmanager.yml}. */
    public static AlertmanagerServer start(String configuration) {
        AlertmanagerServer server = new AlertmanagerServer(configuration);
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
                "--storage.path=" + folder().resolve("data"),
                "--web.listen-address=" + address(),
                "--cluster.listen-address=");
    }

    @Override
    public boolean isReady() {
        return answersOk(url() + "/-/ready");
    }
}
