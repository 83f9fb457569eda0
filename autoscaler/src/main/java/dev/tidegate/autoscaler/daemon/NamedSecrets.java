package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings.Credentials;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks the secrets named in a configuration before they are first used. */
public final class NamedSecrets {
    private NamedSecrets() {}

    /**
     * The secrets that this process cannot read now: one sentence each, with the key and without the secret. Not an error of the
     * configuration: another user, or the same one later, may be able to read them.
     */
    public static List<String> unreadable(Settings settings, Map<String, String> environment) {
        return named(settings).entrySet().stream()
                .flatMap(
                        named ->
                                problem(named.getValue(), environment)
                                        .map(why -> named.getKey() + ": " + why)
                                        .stream())
                .toList();
    }

    private static Optional<String> problem(Secret secret, Map<String, String> environment) {
        try {
            return secret.reveal(environment).isBlank()
                    ? Optional.of("the secret is empty")
                    : Optional.empty();
        } catch (NoSuchElementException | UncheckedIOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static SortedMap<String, Secret> named(Settings settings) {
        var named = new TreeMap<String, Secret>();
        if (settings.store().orElse(null) instanceof StoreSettings.Postgres postgres) {
            postgres.password().ifPresent(s -> named.put("store.postgres.password", s));
        }
        Optional<Credentials> credentials =
                settings.metrics().flatMap(PrometheusSettings::credentials);
        if (credentials.orElse(null) instanceof Credentials.Bearer bearer) {
            named.put("metrics.prometheus.bearer", bearer.token());
        } else if (credentials.orElse(null) instanceof Credentials.Basic basic) {
            named.put("metrics.prometheus.password", basic.password());
        }
        ServeSettings serve = settings.serve();
        serve.alertsToken().ifPresent(s -> named.put("serve.alerts_token", s));
        serve.approvalsSecret().ifPresent(s -> named.put("serve.approvals_secret", s));
        return named;
    }
}
