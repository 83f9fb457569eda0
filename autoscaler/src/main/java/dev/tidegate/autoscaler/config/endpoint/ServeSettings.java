package dev.tidegate.autoscaler.config.endpoint;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the daemon listens to. Pages, metrics and health only read; what others post is taken only where a secret is named.
 *
 * @param host address to listen on; loopback unless the operator says otherwise
 * @param port port to listen on; 0 takes a free one
 * @param alertsToken what Alertmanager must know to post alerts
 * @param approvalsSecret what approvals that are posted must be signed with
 * @param kedaPort where KEDA's operator connects; 0 takes a free one
 */
public record ServeSettings(
        String host,
        int port,
        Optional<Secret> alertsToken,
        Optional<Secret> approvalsSecret,
        OptionalInt kedaPort) {
    public static final int LARGEST_PORT = 65_535;

    public ServeSettings {
        requirePort(port);
        kedaPort.ifPresent(ServeSettings::requirePort);
    }

    /** Pages, metrics and health only. */
    public static ServeSettings reading(String host, int port) {
        return new ServeSettings(
                host, port, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static void requirePort(int port) {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port must be within 0 and 65535, was " + port);
        }
    }
}
