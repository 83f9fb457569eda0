package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.runbooks.book.terms.Preset;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of the file except those of one workload, which are in {@link WorkloadKeys}. */
final class Keys {
    private static final String TOP = "";
    private static final String PROMETHEUS = "metrics.prometheus";
    private static final String SERVE = "serve";

    static final Key<Mode> MODE =
            Key.withDefault(
                    TOP,
                    "mode",
                    ValueParser.choice(Mode.class),
                    "advise",
                    "Whether plans are only shown (advise) or also carried out (act).");
    static final Key<Duration> INTERVAL =
            Key.withDefault(
                    TOP,
                    "interval",
                    ValueParser.DURATION_ABOVE_ZERO,
                    "15s",
                    "Time between two cycles of the control loop.");
    static final Key<Path> RUNBOOKS =
            Key.withDefault(
                    TOP,
                    "runbooks",
                    ValueParser.PATH,
                    "runbooks/books",
                    "Folder of books that tiers may propose.");
    static final Key<Map<String, Preset>> RUNBOOK_PARAMETERS =
            Key.optional(
                    TOP,
                    "runbook_parameters",
                    ValueParser.PRESETS,
                    "{flags: 'redis-flags:address=cache:6379,hash=tidegate:flags'}",
                    "Values for books' parameters of these names, instead of the books' defaults; of a list, no other value may be given, and the first is the default.");

    static final Key<Path> ACCESS =
            Key.optional(
                    TOP,
                    "access",
                    ValueParser.PATH,
                    "access.yaml",
                    "Access policy, of the daemon and of commands; $TIDEGATE_ACCESS or --access names another.");

    static final Key<Path> SQLITE =
            Key.optional(
                    "store",
                    "sqlite",
                    ValueParser.PATH,
                    "var/tidegate.db",
                    "Ledger and leases in one file on this machine.");
    static final Key<String> POSTGRES_URL =
            Key.required(
                    "store.postgres",
                    "url",
                    ValueParser.POSTGRES_URL,
                    "jdbc:postgresql://db/tidegate",
                    "JDBC URL of a server that several daemons share.");
    static final Key<String> POSTGRES_USER =
            Key.optional(
                    "store.postgres", "user", ValueParser.TEXT, "tidegate", "User to connect as.");

    static final Key<Secret> POSTGRES_PASSWORD =
            Key.optional(
                    "store.postgres",
                    "password",
                    ValueParser.SECRET,
                    "{env: PGPASSWORD}",
                    "Where to read the password.");

    static final Key<URI> PROMETHEUS_URL =
            Key.required(
                    PROMETHEUS,
                    "url",
                    ValueParser.HTTP_URL,
                    "http://127.0.0.1:9090",
                    "Base address of a server that speaks the Prometheus HTTP API.");
    static final Key<Duration> PROMETHEUS_TIMEOUT =
            Key.withDefault(
                    PROMETHEUS,
                    "timeout",
                    ValueParser.DURATION_ABOVE_ZERO,
                    "10s",
                    "How long one request may take.");
    static final Key<Integer> PROMETHEUS_LARGEST =
            Key.withDefault(
                    PROMETHEUS,
                    "largest_answer",
                    ValueParser.integer(1_024, Integer.MAX_VALUE),
                    "16777216",
                    "Most bytes of one answer; a longer answer is refused.");
    static final Key<String> PROMETHEUS_USER =
            Key.optional(
                    PROMETHEUS,
                    "user",
                    ValueParser.TEXT,
                    "reader",
                    "User for basic authentication, together with password.");

    static final Key<Secret> PROMETHEUS_PASSWORD =
            Key.optional(
                    PROMETHEUS,
                    "password",
                    ValueParser.SECRET,
                    "{file: /run/secrets/prometheus}",
                    "Where to read the password for basic authentication, together with user.");
    static final Key<Secret> PROMETHEUS_BEARER =
            Key.optional(
                    PROMETHEUS,
                    "bearer",
                    ValueParser.SECRET,
                    "{env: PROMETHEUS_TOKEN}",
                    "Where to read the token for bearer authentication, instead of user and password.");

    static final Key<String> SERVE_HOST =
            Key.withDefault(
                    SERVE,
                    "host",
                    ValueParser.TEXT,
                    "127.0.0.1",
                    "Address the status page, metrics and health listen on.");
    static final Key<Integer> SERVE_PORT =
            Key.withDefault(
                    SERVE,
                    "port",
                    ValueParser.integer(0, ServeSettings.LARGEST_PORT),
                    "9464",
                    "Port they listen on; 0 takes a free one and logs it.");

    static final Key<List<String>> ALLOWED_HOSTS =
            Key.optional(
                    SERVE,
                    "allowed_hosts",
                    ValueParser.HOST_NAMES,
                    "[status.example.com]",
                    "Host names that pages, metrics and health may be asked for by, beside IP addresses, localhost and this machine's name;"
                            + " if there are any, requests are checked on every address, otherwise over loopback only.");
    static final Key<Secret> ALERTS_TOKEN =
            Key.optional(
                    SERVE,
                    "alerts_token",
                    ValueParser.SECRET,
                    "{env: ALERTS_TOKEN}",
                    "Where to read the bearer token that Alertmanager must send with alerts to /alerts; without it no alerts are accepted.");
    static final Key<Secret> APPROVALS_SECRET =
            Key.optional(
                    SERVE,
                    "approvals_secret",
                    ValueParser.SECRET,
                    "{env: APPROVALS_SECRET}",
                    "Where to read the secret that approvals posted to /approvals are signed with; without it none are accepted.");
    static final Key<Integer> KEDA_PORT =
            Key.optional(
                    SERVE,
                    "keda_port",
                    ValueParser.integer(0, ServeSettings.LARGEST_PORT),
                    "9465",
                    "Port of KEDA's external-scaler gRPC, on the same host; without it gRPC is not served.");

    /** All keys, in the order of the reference page. */
    static List<Key<?>> all() {
        List<Key<?>> all =
                new ArrayList<>(
                        List.of(
                                MODE,
                                INTERVAL,
                                RUNBOOKS,
                                RUNBOOK_PARAMETERS,
                                ACCESS,
                                SQLITE,
                                POSTGRES_URL,
                                POSTGRES_USER,
                                POSTGRES_PASSWORD,
                                PROMETHEUS_URL,
                                PROMETHEUS_TIMEOUT,
                                PROMETHEUS_LARGEST,
                                PROMETHEUS_USER,
                                PROMETHEUS_PASSWORD,
                                PROMETHEUS_BEARER,
                                SERVE_HOST,
                                SERVE_PORT,
                                ALLOWED_HOSTS,
                                ALERTS_TOKEN,
                                APPROVALS_SECRET,
                                KEDA_PORT));
        all.addAll(WorkloadKeys.all());
        all.addAll(EventKeys.all());
        return List.copyOf(all);
    }

    private Keys() {}
}
