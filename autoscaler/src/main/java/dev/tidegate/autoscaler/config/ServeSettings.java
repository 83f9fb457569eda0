package dev.tidegate.autoscaler.config;

/**
 * The daemon's own page, metrics and health; all of it only reads.
 *
 * @param host address to listen on; loopback unless the operator says otherwise
 * @param port port to listen on; 0 takes a free one
 */
public record ServeSettings(String host, int port) {

    public ServeSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0 and 65535, was " + port);
        }
    }
}
