package dev.tidegate.autoscaler.metrics.prometheus;

import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The {@code Authorization} header, built for each request so that a rotated secret takes effect. */
public final class Authorization {
    private final Optional<Credentials> credentials;
    private final Map<String, String> environment;

    public Authorization(Optional<Credentials> credentials, Map<String, String> environment) {
        this.credentials = credentials;
        this.environment = Map.copyOf(environment);
    }

    public Optional<String> header() {
        return credentials.map(this::value);
    }

    private String value(Credentials given) {
        if (given instanceof Credentials.Bearer bearer) {
            return "Bearer " + bearer.token().reveal(environment);
        }
        Credentials.Basic basic = (Credentials.Basic) given;
        String pair = basic.user() + ":" + basic.password().reveal(environment);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
