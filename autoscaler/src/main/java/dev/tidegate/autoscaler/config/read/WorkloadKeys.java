package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.config.Mode;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Keys of one workload. */
final class WorkloadKeys {
    private static final String WORKLOAD = "workloads[]";
    private static final String DEMAND = "workloads[].demand";
    private static final String SIGNALS = "workloads[].signals";
    private static final String OBJECTIVE = "workloads[].objective";
    private static final String AWS = "workloads[].fleet.aws";
    private static final String KUBERNETES = "workloads[].fleet.kubernetes";

    static final Key<String> NAME =
            Key.required(
                    WORKLOAD,
                    "name",
                    ValueParser.NAME,
                    "chat",
                    "Unique name, used in metrics, ledger and leases.");
    static final Key<Mode> WORKLOAD_MODE =
            Key.optional(
                    WORKLOAD,
                    "mode",
                    ValueParser.choice(Mode.class),
                    "act",
                    "Overrules the file's mode for this workload.");

    static final Key<String> QUERY =
            Key.optional(
                    DEMAND,
                    "query",
                    ValueParser.TEXT,
                    "sum(rate(vllm:prompt_tokens_total[1m]))",
                    "PromQL that returns one value, the demand in units a second; the daemon needs it.");
    static final Key<String> UNIT =
            Key.withDefault(
                    DEMAND,
                    "unit",
                    ValueParser.TEXT,
                    "requests",
                    "What is counted; shown beside demand, by status and on the page.");
    static final Key<Duration> STEP =
            Key.withDefault(
                    DEMAND,
                    "step",
                    ValueParser.DURATION_ABOVE_ZERO,
                    "60s",
                    "Width of a slot of the demand grid.");
    static final Key<Duration> HISTORY =
            Key.withDefault(
                    DEMAND,
                    "history",
                    ValueParser.DURATION_OR_ZERO,
                    "14d",
                    "How far back demand is read at the start.");

    static final Key<String> QUEUED =
            Key.optional(
                    SIGNALS,
                    "queued",
                    ValueParser.TEXT,
                    "sum(vllm:num_requests_waiting)",
                    "PromQL of the work that waits now, in demand's units: if demand is in tokens, requests times tokens per request.");
    static final Key<String> TURNED_AWAY =
            Key.optional(
                    SIGNALS,
                    "turned_away",
                    ValueParser.TEXT,
                    "sum(rate(http_requests_total{code=\"429\"}[1m]))",
                    "PromQL of the work answered with \"busy\" for lack of capacity, in demand's units a second; read over the history too, and added back to demand. What a book turns away on purpose belongs into demand.query: here it would be evidence for the next tier.");
    static final Key<String> LATENCY =
            Key.optional(
                    SIGNALS,
                    "latency_p99",
                    ValueParser.TEXT,
                    "histogram_quantile(0.99, …)",
                    "PromQL of the 99th percentile of the time to answer, in seconds.");

    static final Key<Double> PER_REPLICA =
            Key.optional(
                    "workloads[].capacity",
                    "per_replica",
                    ValueParser.POSITIVE_NUMBER,
                    "4200",
                    "Units a second that one replica serves within its objective; without it, it is measured.");
    static final Key<Integer> GPUS =
            Key.withDefault(
                    "workloads[].capacity",
                    "gpus",
                    ValueParser.integer(1, 1_000),
                    "1",
                    "GPUs of one replica, to count GPU-hours.");
    static final Key<Duration> PRIOR =
            Key.withDefault(
                    "workloads[].lead_time",
                    "prior",
                    ValueParser.DURATION_OR_ZERO,
                    "5m",
                    "Time from order to ready that is assumed until 20 launches have been measured.");
    static final Key<Share> BUSY =
            Key.withDefault(
                    OBJECTIVE,
                    "busy",
                    ValueParser.SHARE,
                    "0.1%",
                    "Largest share of demand that may be turned away.");
    static final Key<Duration> WAIT =
            Key.withDefault(
                    OBJECTIVE,
                    "wait",
                    ValueParser.DURATION_OR_ZERO,
                    "10s",
                    "Work that waits longer than this counts as turned away.");
    static final Key<Double> GPU_HOUR =
            Key.optional(
                    OBJECTIVE,
                    "gpu_hour",
                    ValueParser.POSITIVE_NUMBER,
                    "2.5",
                    "Price of a GPU for an hour, in any currency.");
    static final Key<Double> TURNED_AWAY_PRICE =
            Key.optional(
                    OBJECTIVE,
                    "turned_away",
                    ValueParser.POSITIVE_NUMBER,
                    "0.002",
                    "Price of a unit of demand that is turned away; with gpu_hour and without busy, the two prices decide.");
    static final Key<Double> GPU_HOURS_A_DAY =
            Key.optional(
                    OBJECTIVE,
                    "gpu_hours_a_day",
                    ValueParser.POSITIVE_NUMBER,
                    "400",
                    "Most GPU-hours in a rolling day; bounds.min is kept even so.");
    static final Key<Double> COST_A_DAY =
            Key.optional(
                    OBJECTIVE,
                    "cost_a_day",
                    ValueParser.POSITIVE_NUMBER,
                    "1000",
                    "The same limit as a cost, in the currency of gpu_hour; needs gpu_hour.");
    static final Key<Integer> MIN =
            Key.required(
                    "workloads[].bounds",
                    "min",
                    ValueParser.integer(0, 1_000_000),
                    "2",
                    "Fewest replicas any plan may ask for.");
    static final Key<Integer> MAX =
            Key.required(
                    "workloads[].bounds",
                    "max",
                    ValueParser.integer(1, 1_000_000),
                    "40",
                    "Most replicas any plan may ask for.");
    static final Key<Integer> AT_ONCE =
            Key.optional(
                    "workloads[].bounds",
                    "at_once",
                    ValueParser.integer(1, 1_000_000),
                    "10",
                    "Most replicas that one decision may add; without it, as many as are needed.");
    static final Key<Share> SCALE_IN_SHARE =
            Key.withDefault(
                    "workloads[].scale_in",
                    "share",
                    ValueParser.POSITIVE_SHARE,
                    "30%",
                    "Largest share of the fleet that may be removed within a window; one replica always may be.");
    static final Key<Duration> SCALE_IN_WINDOW =
            Key.withDefault(
                    "workloads[].scale_in",
                    "window",
                    ValueParser.DURATION_ABOVE_ZERO,
                    "5m",
                    "Window over which removals are counted.");
    static final Key<Duration> PEAK_WINDOW =
            Key.withDefault(
                    "workloads[].scale_in",
                    "peak_window",
                    ValueParser.DURATION_OR_ZERO,
                    "0s",
                    "A scale-in waits until the largest need of this window has passed; 0s leaves that to the followed policies.");
    static final Key<Duration> LONGEST_REQUEST =
            Key.withDefault(
                    "workloads[].scale_in",
                    "longest_request",
                    ValueParser.DURATION_OR_ZERO,
                    "0s",
                    "A scale-in waits this long after the previous one, so that requests on the removed replicas can finish.");

    static final Key<String> REGION =
            Key.required(
                    AWS,
                    "region",
                    ValueParser.TEXT,
                    "us-east-1",
                    "Region of the EC2 Auto Scaling group.");
    static final Key<String> GROUP =
            Key.required(
                    AWS,
                    "group",
                    ValueParser.TEXT,
                    "chat-gpu",
                    "Name of the EC2 Auto Scaling group; its minimum size is the floor.");
    static final Key<URI> ENDPOINT =
            Key.optional(
                    AWS,
                    "endpoint",
                    ValueParser.HTTP_URL,
                    "http://127.0.0.1:5000",
                    "Address of the AWS API, if it is not the region's own.");
    static final Key<String> NAMESPACE =
            Key.withDefault(
                    KUBERNETES,
                    "namespace",
                    ValueParser.TEXT,
                    "default",
                    "Namespace of the HorizontalPodAutoscaler.");
    static final Key<String> AUTOSCALER =
            Key.required(
                    KUBERNETES,
                    "autoscaler",
                    ValueParser.TEXT,
                    "chat",
                    "Name of the HorizontalPodAutoscaler; its minReplicas is the floor.");
    static final Key<String> CONTEXT =
            Key.optional(
                    KUBERNETES,
                    "context",
                    ValueParser.TEXT,
                    "gpu-cluster",
                    "Context of the kubeconfig, if it is not the current one.");

    /** In the order of the reference page. */
    static List<Key<?>> all() {
        return List.of(
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
                GPUS,
                PRIOR,
                BUSY,
                WAIT,
                GPU_HOUR,
                TURNED_AWAY_PRICE,
                GPU_HOURS_A_DAY,
                COST_A_DAY,
                MIN,
                MAX,
                AT_ONCE,
                SCALE_IN_SHARE,
                SCALE_IN_WINDOW,
                PEAK_WINDOW,
                LONGEST_REQUEST,
                REGION,
                GROUP,
                ENDPOINT,
                NAMESPACE,
                AUTOSCALER,
                CONTEXT);
    }

    private WorkloadKeys() {}
}
