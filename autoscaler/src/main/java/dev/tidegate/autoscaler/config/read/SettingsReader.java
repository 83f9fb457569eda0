package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings.Credentials;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the sections of the file, and checks constraints between keys. */
final class SettingsReader {
    private final Path folder;

    SettingsReader(Path folder) {
        this.folder = folder;
    }

    Settings settings(Section top) {
        WorkloadReader workloads = new WorkloadReader();
        return new Settings(
                top.get(Keys.MODE),
                top.get(Keys.INTERVAL),
                top.has("store") ? top.section("store", this::store) : Optional.empty(),
                top.has("metrics")
                        ? top.section(
                                "metrics",
                                m -> m.section("prometheus", s -> Optional.of(prometheus(s))))
                        : Optional.empty(),
                top.section("serve", this::serve),
                folder.resolve(top.get(Keys.RUNBOOKS)),
                top.find(Keys.RUNBOOK_PARAMETERS).orElse(Map.of()),
                top.find(Keys.ACCESS).map(folder::resolve),
                top.list("workloads", workloads::workload));
    }

    private Optional<StoreSettings> store(Section section) {
        return section.oneOf(
                "sqlite: PATH, postgres: {url: …}",
                Map.of(
                        "sqlite", s -> new StoreSettings.Sqlite(folder.resolve(s.get(Keys.SQLITE))),
                        "postgres", s -> s.section("postgres", this::postgres)));
    }

    private StoreSettings postgres(Section section) {
        return new StoreSettings.Postgres(
                section.get(Keys.POSTGRES_URL),
                section.find(Keys.POSTGRES_USER),
                secret(section, Keys.POSTGRES_PASSWORD));
    }

    private PrometheusSettings prometheus(Section section) {
        return new PrometheusSettings(
                section.get(Keys.PROMETHEUS_URL),
                section.get(Keys.PROMETHEUS_TIMEOUT),
                section.get(Keys.PROMETHEUS_LARGEST),
                credentials(section));
    }

    private Optional<Credentials> credentials(Section section) {
        Optional<Secret> bearer = secret(section, Keys.PROMETHEUS_BEARER);
        Optional<String> user = section.find(Keys.PROMETHEUS_USER);
        Optional<Secret> password = secret(section, Keys.PROMETHEUS_PASSWORD);
        if (bearer.isPresent() && (user.isPresent() || password.isPresent())) {
            section.problem("bearer", "bearer beside user or password", "one way to authenticate");
        }
        if (user.isPresent() != password.isPresent()) {
            section.problem(
                    user.isPresent() ? "password" : "user",
                    "nothing",
                    "user and password together");
        }
        Optional<Credentials> basic =
                user.flatMap(name -> password.map(secret -> new Credentials.Basic(name, secret)));
        return bearer.<Credentials>map(Credentials.Bearer::new).or(() -> basic);
    }

    private ServeSettings serve(Section section) {
        return new ServeSettings(
                section.get(Keys.SERVE_HOST),
                section.get(Keys.SERVE_PORT),
                section.find(Keys.ALLOWED_HOSTS).orElse(List.of()),
                secret(section, Keys.ALERTS_TOKEN),
                secret(section, Keys.APPROVALS_SECRET),
                section.find(Keys.KEDA_PORT).map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /** Resolves the file of a secret against the folder of the configuration, like every other relative path. */
    private Optional<Secret> secret(Section section, Key<Secret> key) {
        return section.find(key)
                .map(
                        secret ->
                                secret instanceof Secret.InFile file
                                        ? new Secret.InFile(folder.resolve(file.path()))
                                        : secret);
    }
}
