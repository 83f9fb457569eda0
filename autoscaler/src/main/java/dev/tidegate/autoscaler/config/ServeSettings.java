package dev.tidegate.autoscaler.config;

import java.util.Optional;

/**
 * The daemon's own page, metrics and health.
 *
 * @param host address to listen on; loopback unless the operator says otherwise
 * @param port port to listen on; 0 takes a free one
 * @param token what routes that change something ask for; without it there are none
 */
public record ServeSettings(String host, int port, Optional<Secret> token) {

    public ServeSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0 and 65535, was " + port);
        }
    }
}
