package dev.tidegate.autoscaler.config;

import dev.tidegate.autoscaler.config.PrometheusSettings.Credentials;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The shape of the file: which section holds what, and what must agree across keys. */
final class SettingsReader {
    private final Path folder;

    SettingsReader(Path folder) {
        this.folder = folder;
    }

    Settings settings(Section top) {
        Set<String> names = new HashSet<>();
        return new Settings(
                top.get(Keys.MODE),
                top.get(Keys.INTERVAL),
                top.has("store") ? top.section("store", this::store) : Optional.empty(),
                top.has("metrics")
                        ? top.section(
                                "metrics",
                                m -> m.section("prometheus", s -> Optional.of(prometheus(s))))
                        : Optional.empty(),
                top.section("serve", SettingsReader::serve),
                folder.resolve(top.get(Keys.RUNBOOKS)),
                top.list("workloads", section -> workload(section, names)));
    }

    private Optional<StoreSettings> store(Section section) {
        return section.oneOf(
                "sqlite: PATH, postgres: {url: …}",
                Map.of(
                        "sqlite", s -> new StoreSettings.Sqlite(folder.resolve(s.get(Keys.SQLITE))),
                        "postgres", s -> s.section("postgres", SettingsReader::postgres)));
    }

    private static StoreSettings postgres(Section section) {
        return new StoreSettings.Postgres(
                section.get(Keys.POSTGRES_URL),
                section.find(Keys.POSTGRES_USER),
                section.secret(Keys.POSTGRES_PASSWORD));
    }

    private static PrometheusSettings prometheus(Section section) {
        return new PrometheusSettings(
                section.get(Keys.PROMETHEUS_URL),
                section.get(Keys.PROMETHEUS_TIMEOUT),
                section.get(Keys.PROMETHEUS_LARGEST),
                credentials(section));
    }

    private static Optional<Credentials> credentials(Section section) {
        Optional<Secret> bearer = section.secret(Keys.PROMETHEUS_BEARER);
        Optional<String> user = section.find(Keys.PROMETHEUS_USER);
        Optional<Secret> password = section.secret(Keys.PROMETHEUS_PASSWORD);
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

    private static ServeSettings serve(Section section) {
        return new ServeSettings(section.get(Keys.SERVE_HOST), section.get(Keys.SERVE_PORT));
    }

    private WorkloadSettings workload(Section section, Set<String> names) {
        String name = section.get(Keys.NAME);
        if (section.has("name") && !names.add(name)) {
            section.problem(
                    "name", "\"" + name + "\" a second time", "a name no other workload has");
        }
        return new WorkloadSettings(
                name,
                section.find(Keys.WORKLOAD_MODE),
                section.section("demand", SettingsReader::demand),
                section.section("signals", SettingsReader::signals),
                section.section(
                        "capacity", s -> new CapacitySettings(present(s.find(Keys.PER_REPLICA)))),
                section.section("lead_time", s -> new LeadTimeSettings(s.get(Keys.PRIOR))),
                section.section(
                        "objective",
                        s -> new ObjectiveSettings(s.get(Keys.BUSY), s.get(Keys.WAIT))),
                section.section("bounds", SettingsReader::bounds),
                section.section(
                        "scale_in",
                        s ->
                                new ScaleInSettings(
                                        s.get(Keys.SCALE_IN_SHARE), s.get(Keys.SCALE_IN_WINDOW))),
                section.section("fleet", SettingsReader::fleet));
    }

    private static DemandSettings demand(Section s) {
        return new DemandSettings(
                s.find(Keys.QUERY), s.get(Keys.UNIT), s.get(Keys.STEP), s.get(Keys.HISTORY));
    }

    private static SignalSettings signals(Section s) {
        return new SignalSettings(
                s.find(Keys.QUEUED), s.find(Keys.TURNED_AWAY), s.find(Keys.LATENCY));
    }

    private static BoundsSettings bounds(Section section) {
        Optional<Integer> min = section.find(Keys.MIN);
        Optional<Integer> max = section.find(Keys.MAX);
        if (min.isPresent() && max.isPresent()) {
            if (min.get() > max.get()) {
                section.problem("max", max.get().toString(), "at least min, which is " + min.get());
                return new BoundsSettings(min.get(), min.get());
            }
            return new BoundsSettings(min.get(), max.get());
        }
        if (!section.has("min")) {
            section.get(Keys.MIN);
        }
        if (!section.has("max")) {
            section.get(Keys.MAX);
        }
        return new BoundsSettings(0, 1);
    }

    private static FleetSettings fleet(Section section) {
        return section.<FleetSettings>oneOf(
                        "aws: {…}, kubernetes: {…}, simulated: {}",
                        Map.of(
                                "aws", s -> s.section("aws", SettingsReader::aws),
                                "kubernetes",
                                        s -> s.section("kubernetes", SettingsReader::kubernetes),
                                "simulated",
                                        s ->
                                                s.section(
                                                        "simulated",
                                                        any -> new FleetSettings.Simulated())))
                .orElse(new FleetSettings.Simulated());
    }

    private static FleetSettings aws(Section s) {
        return new FleetSettings.Aws(s.get(Keys.REGION), s.get(Keys.GROUP), s.find(Keys.ENDPOINT));
    }

    private static FleetSettings kubernetes(Section s) {
        return new FleetSettings.Kubernetes(
                s.get(Keys.NAMESPACE), s.get(Keys.AUTOSCALER), s.find(Keys.CONTEXT));
    }

    private static OptionalDouble present(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
