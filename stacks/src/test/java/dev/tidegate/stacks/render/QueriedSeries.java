package dev.tidegate.stacks.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Series of gateways and replicas, and what the daemon's queries make of them by Prometheus' own tool. */
final class QueriedSeries {
    /** Every series is asked for at minute 90. */
    static final int END = 120;

    /** A replica that serves two requests a second of 300 tokens each. */
    static final String SERVED = replica("a", 600, 0, END);

    /** Two, each of which serves one a second; the second cannot be scraped in the last half hour, and a third is starting. */
    static final String HALF_HEARD =
            replica("a", 300, 0, END)
                    + replica("b", 300, 0, 60)
                    + up("{fleet=\"group\",instance=\"c\"}", "0x120");

    /** Both answer the checks of one gateway; the other one began anew, and knows of none. */
    static final String BOTH_THERE =
            gateway("g", END)
                    + well("g", 1, END)
                    + well("g", 2, END)
                    + gateway("h", END)
                    + well("h", 1, 0);

    /** Half a request a second finds no room, one a second is turned away by a tier; by two gateways. */
    static final String COUNTED = turnsAway("g", 15, 30, END) + turnsAway("h", 15, 30, END);

    /** Neither of them could be scraped in the last half hour. */
    static final String NO_LONGER_COUNTED = turnsAway("g", 15, 30, 60) + turnsAway("h", 15, 30, 60);

    private final Path folder;

    QueriedSeries(Path folder) {
        this.folder = folder;
    }

    /** A replica that is listed from one minute on, and cannot be scraped from another on; with the tokens that it serves a second. */
    static String replica(String instance, int rate, int from, int to) {
        String labels = "{fleet=\"group\",instance=\"" + instance + "\"}";
        String before = from > 0 ? "_x" + from + " " : "";
        return series("vllm:prompt_tokens_total" + labels, before + counting(rate * 10, to - from))
                + series(
                        "vllm:generation_tokens_total" + labels,
                        before + counting(rate * 50, to - from))
                + series(
                        "vllm:request_success_total" + labels,
                        before + counting(rate / 5, to - from))
                + up(labels, before + "1x" + (to - from) + " 0x" + (END - to));
    }

    static String gateway(String instance, int to) {
        return up(
                "{job=\"gateway\",instance=\"" + instance + "\"}", "1x" + to + " 0x" + (END - to));
    }

    /** A server that answers its checks until then, and nothing answers later. */
    static String well(String gateway, int server, int to) {
        return check(gateway, server, "L7OK", "1x" + to + " 0x" + (END - to))
                + check(gateway, server, "L7STS", "0x120");
    }

    /** A server that answers that it is leaving, until it is no longer listed. */
    static String leaving(String gateway, int server, int to) {
        return check(gateway, server, "L7OK", "0x" + to + " stale")
                + check(gateway, server, "L7STS", "1x" + to + " stale");
    }

    private static String check(String gateway, int server, String state, String values) {
        return series(
                "haproxy_server_check_status{proxy=\"chat_gpu\",server=\"gpu_%d\",state=\"%s\",instance=\"%s\"}"
                        .formatted(server, state, gateway),
                values);
    }

    /** What a gateway passes on to replicas a minute. */
    static String passesOn(String gateway, int aMinute) {
        return series(
                "haproxy_backend_http_responses_total{proxy=\"chat_gpu\",code=\"2xx\",instance=\""
                        + gateway
                        + "\"}",
                counting(aMinute, END));
    }

    static String queues(String gateway, int requests, int to) {
        return series(
                "haproxy_backend_current_queue{proxy=\"chat_gpu\",instance=\"" + gateway + "\"}",
                requests + "x" + to + " stale");
    }

    static String waits(String replica, int requests, int to) {
        return series(
                "vllm:num_requests_waiting{fleet=\"group\",instance=\"" + replica + "\"}",
                requests + "x" + to + " stale");
    }

    /** A gateway and whom it turns away a minute: for lack of room, and by a tier. */
    static String turnsAway(String instance, int lack, int tier, int to) {
        String denied = "_denied_total{proxy=\"chat_%s\",instance=\"" + instance + "\"}";
        return series("haproxy_backend_requests" + denied.formatted("loop_p2"), counting(lack, to))
                + series("haproxy_backend_responses" + denied.formatted("loop_p2"), counting(0, to))
                + series(
                        "haproxy_backend_requests" + denied.formatted("shed_p3"),
                        counting(tier, to))
                + series("haproxy_backend_responses" + denied.formatted("shed_p3"), counting(0, to))
                + gateway(instance, to);
    }

    /** A counter that grows by so much a minute until it is heard no more. */
    private static String counting(int aMinute, int minutes) {
        return "0+" + aMinute + "x" + minutes + " stale";
    }

    private static String up(String labels, String values) {
        return series("up" + labels, values);
    }

    private static String series(String name, String values) {
        return "- {series: '" + name + "', values: '" + values + "'}\n";
    }

    /** What promtool says to the demand of these series. */
    String demandOf(String series, double expected) throws Exception {
        return answers(series, "/demand/query", expected);
    }

    String answers(String series, String query, double expected) throws Exception {
        return answers(series, query, "[{value: " + expected + "}]");
    }

    String answers(String series, String query, String expected) throws Exception {
        Files.writeString(
                folder.resolve("test.yaml"),
                """
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                %s
                    promql_expr_test:
                      - {eval_time: 90m, expr: '%s', exp_samples: %s}
                """
                        .formatted(
                                series.indent(6),
                                document().at("/workloads/0" + query).textValue(),
                                expected));
        Process process =
                new ProcessBuilder("promtool", "test", "rules", "test.yaml")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** The daemon's configuration, with windows as wide as the samples here are apart. */
    private static JsonNode document() throws IOException {
        String document = DaemonExamples.document(Optional.empty(), true);
        return new YAMLMapper()
                .readTree(document.replace("[1m]", "[5m]").replace("offset 1m", "offset 5m"));
    }
}
