package dev.tidegate.autoscaler.config.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the daemon listens. Pages, metrics and health are read-only; posts are accepted only if a secret is configured.
 *
 * @param host address to listen on, loopback by default
 * @param port port to listen on; 0 takes a free one
 * @param allowedHosts names that the pages may be asked for by, beside this machine's own; with any, requests are checked on every
 *     address, and without over loopback only
 * @param alertsToken bearer token of Alertmanager
 * @param approvalsSecret key that posted approvals must be signed with
 * @param kedaPort port for KEDA's operator; 0 takes a free one
 */
public record ServeSettings(
        String host,
        int port,
        List<String> allowedHosts,
        Optional<Secret> alertsToken,
        Optional<Secret> approvalsSecret,
        OptionalInt kedaPort) {
    public static final int LARGEST_PORT = 65_535;

    public ServeSettings {
        requirePort(port);
        allowedHosts = List.copyOf(allowedHosts);
        kedaPort.ifPresent(ServeSettings::requirePort);
    }

    /** Pages, metrics and health only; no posts. */
    public static ServeSettings readOnly(String host, int port) {
        return new ServeSettings(
                host, port, List.of(), Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static void requirePort(int port) {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port must be within 0 and 65535, was " + port);
        }
    }
}
