package dev.tidegate.autoscaler.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every key there is, in the order of the reference page. */
final class Keys {
    private static final String TOP = "";
    private static final String PROMETHEUS = "metrics.prometheus";
    private static final String SERVE = "serve";
    private static final String WORKLOAD = "workloads[]";
    private static final String DEMAND = "workloads[].demand";
    private static final String SIGNALS = "workloads[].signals";
    private static final String AWS = "workloads[].fleet.aws";
    private static final String KUBERNETES = "workloads[].fleet.kubernetes";

    static final Key<Mode> MODE =
            Key.standard(
                    TOP,
                    "mode",
                    Kind.choice(Mode.class),
                    "advise",
                    "Whether plans are only told (advise) or also carried out (act).");
    static final Key<Duration> INTERVAL =
            Key.standard(
                    TOP,
                    "interval",
                    Kind.DURATION_ABOVE_ZERO,
                    "15s",
                    "Time between two cycles of the control loop.");
    static final Key<Path> RUNBOOKS =
            Key.standard(
                    TOP,
                    "runbooks",
                    Kind.PATH,
                    "runbooks",
                    "Folder of books that tiers may propose.");

    static final Key<Path> SQLITE =
            Key.optional(
                    "store",
                    "sqlite",
                    Kind.PATH,
                    "var/tidegate.db",
                    "Ledger and leases in one file on this machine.");
    static final Key<String> POSTGRES_URL =
            Key.required(
                    "store.postgres",
                    "url",
                    Kind.TEXT,
                    "jdbc:postgresql://db/tidegate",
                    "JDBC URL of a server that several daemons share.");
    static final Key<String> POSTGRES_USER =
            Key.optional("store.postgres", "user", Kind.TEXT, "tidegate", "User to connect as.");

    static final Key<Secret> POSTGRES_PASSWORD =
            Key.optional(
                    "store.postgres",
                    "password",
                    Kind.SECRET,
                    "{env: PGPASSWORD}",
                    "Where its password is.");

    static final Key<URI> PROMETHEUS_URL =
            Key.required(
                    PROMETHEUS,
                    "url",
                    Kind.HTTP_URL,
                    "http://127.0.0.1:9090",
                    "Base address of a server that speaks the Prometheus HTTP API.");
    static final Key<Duration> PROMETHEUS_TIMEOUT =
            Key.standard(
                    PROMETHEUS,
                    "timeout",
                    Kind.DURATION_ABOVE_ZERO,
                    "10s",
                    "How long one request may take.");
    static final Key<Integer> PROMETHEUS_LARGEST =
            Key.standard(
                    PROMETHEUS,
                    "largest_answer",
                    Kind.integer(1_024, Integer.MAX_VALUE),
                    "16777216",
                    "Bytes of one answer that are read at the most; a longer one is refused.");
    static final Key<String> PROMETHEUS_USER =
            Key.optional(
                    PROMETHEUS,
                    "user",
                    Kind.TEXT,
                    "reader",
                    "User for basic authentication, together with password.");

    static final Key<Secret> PROMETHEUS_PASSWORD =
            Key.optional(
                    PROMETHEUS,
                    "password",
                    Kind.SECRET,
                    "{file: /run/secrets/prometheus}",
                    "Where the password for basic authentication is, together with user.");
    static final Key<Secret> PROMETHEUS_BEARER =
            Key.optional(
                    PROMETHEUS,
                    "bearer",
                    Kind.SECRET,
                    "{env: PROMETHEUS_TOKEN}",
                    "Where the token for bearer authentication is, instead of user and password.");

    static final Key<String> SERVE_HOST =
            Key.standard(
                    SERVE,
                    "host",
                    Kind.TEXT,
                    "127.0.0.1",
                    "Address the status page, metrics and health listen on.");
    static final Key<Integer> SERVE_PORT =
            Key.standard(
                    SERVE,
                    "port",
                    Kind.integer(0, 65_535),
                    "9464",
                    "Port they listen on; 0 takes a free one and logs it.");

    static final Key<String> NAME =
            Key.required(
                    WORKLOAD,
                    "name",
                    Kind.TEXT,
                    "chat",
                    "Unique name, used in metrics, ledger and leases.");
    static final Key<Mode> WORKLOAD_MODE =
            Key.optional(
                    WORKLOAD,
                    "mode",
                    Kind.choice(Mode.class),
                    "act",
                    "Overrules the file's mode for this workload.");

    static final Key<String> QUERY =
            Key.optional(
                    DEMAND,
                    "query",
                    Kind.TEXT,
                    "sum(rate(vllm:prompt_tokens_total[1m]))",
                    "PromQL whose one value is demand in units a second; the daemon needs it.");
    static final Key<String> UNIT =
            Key.standard(DEMAND, "unit", Kind.TEXT, "requests", "What is counted, for people.");
    static final Key<Duration> STEP =
            Key.standard(
                    DEMAND,
                    "step",
                    Kind.DURATION_ABOVE_ZERO,
                    "60s",
                    "Width of a slot of the demand grid.");
    static final Key<Duration> HISTORY =
            Key.standard(
                    DEMAND,
                    "history",
                    Kind.DURATION_OR_ZERO,
                    "14d",
                    "How far back demand is read at the start.");

    static final Key<String> QUEUED =
            Key.optional(
                    SIGNALS,
                    "queued",
                    Kind.TEXT,
                    "sum(vllm:num_requests_waiting)",
                    "PromQL of units waiting now.");
    static final Key<String> TURNED_AWAY =
            Key.optional(
                    SIGNALS,
                    "turned_away",
                    Kind.TEXT,
                    "sum(rate(http_requests_total{code=\"429\"}[1m]))",
                    "PromQL of units a second answered with \"busy\".");
    static final Key<String> LATENCY =
            Key.optional(
                    SIGNALS,
                    "latency_p99",
                    Kind.TEXT,
                    "histogram_quantile(0.99, …)",
                    "PromQL of the 99th percentile of the time to answer, in seconds.");

    static final Key<Double> PER_REPLICA =
            Key.optional(
                    "workloads[].capacity",
                    "per_replica",
                    Kind.POSITIVE_NUMBER,
                    "4200",
                    "Units a second that one replica serves within its objective; absent, it is measured.");
    static final Key<Duration> PRIOR =
            Key.standard(
                    "workloads[].lead_time",
                    "prior",
                    Kind.DURATION_OR_ZERO,
                    "5m",
                    "Time from order to ready that is believed until enough launches have been measured.");
    static final Key<Double> BUSY =
            Key.standard(
                    "workloads[].objective",
                    "busy",
                    Kind.SHARE,
                    "0.1%",
                    "Share of demand that may be turned away at the most.");
    static final Key<Duration> WAIT =
            Key.standard(
                    "workloads[].objective",
                    "wait",
                    Kind.DURATION_OR_ZERO,
                    "10s",
                    "What waits longer than this counts as turned away.");
    static final Key<Integer> MIN =
            Key.required(
                    "workloads[].bounds",
                    "min",
                    Kind.integer(0, 1_000_000),
                    "2",
                    "Fewest replicas any plan may ask for.");
    static final Key<Integer> MAX =
            Key.required(
                    "workloads[].bounds",
                    "max",
                    Kind.integer(1, 1_000_000),
                    "40",
                    "Most replicas any plan may ask for.");
    static final Key<Double> SCALE_IN_SHARE =
            Key.standard(
                    "workloads[].scale_in",
                    "share",
                    Kind.POSITIVE_SHARE,
                    "20%",
                    "Share of the fleet that may be removed within a window at the most; one replica always may.");
    static final Key<Duration> SCALE_IN_WINDOW =
            Key.standard(
                    "workloads[].scale_in",
                    "window",
                    Kind.DURATION_ABOVE_ZERO,
                    "5m",
                    "Over which removals are counted.");

    static final Key<String> REGION =
            Key.required(
                    AWS, "region", Kind.TEXT, "us-east-1", "Region of the EC2 Auto Scaling group.");
    static final Key<String> GROUP =
            Key.required(
                    AWS,
                    "group",
                    Kind.TEXT,
                    "chat-gpu",
                    "Name of the EC2 Auto Scaling group; its minimum size is the floor.");
    static final Key<URI> ENDPOINT =
            Key.optional(
                    AWS,
                    "endpoint",
                    Kind.HTTP_URL,
                    "http://127.0.0.1:5000",
                    "Address of the AWS API where it is not the region's own.");
    static final Key<String> NAMESPACE =
            Key.standard(
                    KUBERNETES,
                    "namespace",
                    Kind.TEXT,
                    "default",
                    "Namespace of the HorizontalPodAutoscaler.");
    static final Key<String> AUTOSCALER =
            Key.required(
                    KUBERNETES,
                    "autoscaler",
                    Kind.TEXT,
                    "chat",
                    "Name of the HorizontalPodAutoscaler; its minReplicas is the floor.");
    static final Key<String> CONTEXT =
            Key.optional(
                    KUBERNETES,
                    "context",
                    Kind.TEXT,
                    "gpu-cluster",
                    "Context of the kubeconfig where it is not the current one.");

    /** In the order of the reference page. */
    static List<Key<?>> all() {
        return List.of(
                MODE,
                INTERVAL,
                RUNBOOKS,
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
                NAME,
                WORKLOAD_MODE,
                QUERY,
                UNIT,
                STEP,
                HISTORY,
                QUEUED,
                TURNED_AWAY,
                LATENCY,
                PER_REPLICA,
                PRIOR,
                BUSY,
                WAIT,
                MIN,
                MAX,
                SCALE_IN_SHARE,
                SCALE_IN_WINDOW,
                REGION,
                GROUP,
                ENDPOINT,
                NAMESPACE,
                AUTOSCALER,
                CONTEXT);
    }

    private Keys() {}
}
