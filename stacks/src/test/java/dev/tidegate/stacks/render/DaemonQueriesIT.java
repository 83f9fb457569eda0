package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.stacks.settings.ControlSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon's queries make of the series of gateways and replicas, by Prometheus' own tool. */
@Needs(value = Component.PROMETHEUS, installed = true)
class DaemonQueriesIT {
    /** Every series is asked for at minute 90. */
    private static final int END = 120;

    /** A replica that serves two requests a second of 300 tokens each. */
    private static final String SERVED = replica("a", 600, 0, END);

    /** Two, each of which serves one a second; the second cannot be scraped in the last half hour, and a third is starting. */
    private static final String HALF_HEARD =
            replica("a", 300, 0, END)
                    + replica("b", 300, 0, 60)
                    + up("{fleet=\"group\",instance=\"c\"}", "0x120");

    /** Both answer the checks of one gateway; the other one began anew, and knows of none. */
    private static final String BOTH_THERE =
            gateway("g", END)
                    + well("g", 1, END)
                    + well("g", 2, END)
                    + gateway("h", END)
                    + well("h", 1, 0);

    /** Half a request a second finds no room, one a second is turned away by a tier; by two gateways. */
    private static final String COUNTED = turnsAway("g", 15, 30, END) + turnsAway("h", 15, 30, END);

    /** Neither of them could be scraped in the last half hour. */
    private static final String NO_LONGER_COUNTED =
            turnsAway("g", 15, 30, 60) + turnsAway("h", 15, 30, 60);

    @TempDir private Path folder;

    @Test
    void whatATierGivesUpIsDemandAndNoEvidenceForTheNextTier() throws Exception {
        assertThat(answers(SERVED + COUNTED, "/demand/query", 600 + 300)).contains("SUCCESS");
        assertThat(answers(SERVED + COUNTED, "/signals/turned_away", 150)).contains("SUCCESS");
    }

    @Test
    void demandIsWhatWasServedWhereNoGatewayHasCounted() throws Exception {
        assertThat(demandOf(SERVED, 600)).contains("SUCCESS");
    }

    @Test
    void aReplicaThatCannotBeScrapedIsNotLessDemand() throws Exception {
        assertThat(demandOf(HALF_HEARD + BOTH_THERE, 600)).contains("SUCCESS");
    }

    /** It may as well be dead: too much rather than too little. */
    @Test
    void norIsItWhereNoGatewayIsHeard() throws Exception {
        assertThat(demandOf(HALF_HEARD, 600)).contains("SUCCESS");
    }

    /** What it served before is still in the window, and would be counted twice. */
    @Test
    void norIsItCountedTwiceWhileItsLastSamplesAreInTheWindow() throws Exception {
        String justUnheard = replica("a", 300, 0, END) + replica("b", 300, 0, 88);

        assertThat(demandOf(justUnheard + BOTH_THERE, 600)).contains("SUCCESS");
        assertThat(demandOf(justUnheard, 600)).contains("SUCCESS");
    }

    /** The other one serves all of it. */
    @Test
    void aReplicaThatIsDeadAndStillListedIsNotMoreDemand() throws Exception {
        String dead = replica("a", 600, 0, END) + replica("b", 300, 0, 60);
        String oneThere = gateway("g", END) + well("g", 1, END) + well("g", 2, 60);

        assertThat(demandOf(dead + oneThere, 600)).contains("SUCCESS");
    }

    /** Its first samples tell a part of what it serves. */
    @Test
    void aReplicaThatWasJustFoundIsNotLessDemand() throws Exception {
        String justFound = replica("a", 300, 0, END) + replica("b", 300, 88, END);

        assertThat(demandOf(justFound + BOTH_THERE, 600)).contains("SUCCESS");
    }

    /** It is given nothing new, and can be scraped as long as it is there. */
    @Test
    void aReplicaThatLeavesIsNeitherMoreNorLess() throws Exception {
        String one = replica("a", 600, 0, END) + gateway("g", END) + well("g", 1, END);

        assertThat(demandOf(one + replica("b", 0, 0, END) + leaving("g", 2, END), 600))
                .contains("SUCCESS");
        assertThat(demandOf(one + replica("b", 0, 0, 88) + leaving("g", 2, 88), 600))
                .contains("SUCCESS");
    }

    /** Of two that serve one cannot be scraped: the third one's nothing is a part of the mean, but not in the place of the other's. */
    @Test
    void norDoesItHideOneThatCannotBeScraped() throws Exception {
        String leaves = HALF_HEARD + replica("d", 0, 0, END);

        assertThat(demandOf(leaves + BOTH_THERE + leaving("g", 3, END), 450)).contains("SUCCESS");
    }

    /** It turns away as many as the other one. */
    @Test
    void aGatewayThatCannotBeScrapedIsNotLessDemand() throws Exception {
        String half = turnsAway("g", 15, 30, END) + turnsAway("h", 15, 30, 60);

        assertThat(demandOf(SERVED + half, 600 + 300)).contains("SUCCESS");
        assertThat(answers(SERVED + half, "/signals/turned_away", 150)).contains("SUCCESS");
    }

    @Test
    void whileATierIsInForceDemandIsUnknownWithoutAGateway() throws Exception {
        assertThat(answers(SERVED + NO_LONGER_COUNTED, "/demand/query", "[]")).contains("SUCCESS");
    }

    /** None was in force within the hour. */
    @Test
    void withoutATierDemandIsKnownWithoutAGateway() throws Exception {
        assertThat(demandOf(SERVED + turnsAway("g", 15, 0, 60), 600)).contains("SUCCESS");
    }

    @Test
    void whatATierGaveUpIsNoDemandOnceItIsOver() throws Exception {
        String over = COUNTED.replace("0+30x120", "0+30x60 1800x60");

        assertThat(demandOf(SERVED + over, 600)).contains("SUCCESS");
    }

    /** A request has no size yet: a number that is none would make demand unknown. */
    @Test
    void demandIsKnownBeforeTheFirstRequestHasEnded() throws Exception {
        assertThat(demandOf(replica("a", 0, 0, END) + turnsAway("g", 15, 0, END), 0))
                .contains("SUCCESS");
    }

    /** Everybody is turned away, for longer than an hour: nobody knows how much that is, but it is not nothing. */
    @Test
    void demandOfWhichNothingIsServedIsUnknown() throws Exception {
        assertThat(answers(replica("a", 0, 0, END) + COUNTED, "/demand/query", "[]"))
                .contains("SUCCESS");
    }

    /** What gateways turned away is no demand of its own. */
    @Test
    void demandOfAFleetThatIsNotHeardIsUnknown() throws Exception {
        assertThat(answers(COUNTED + well("g", 1, END), "/demand/query", "[]")).contains("SUCCESS");
    }

    /** A replica that is listed from one minute on, and cannot be scraped from another on; with the tokens that it serves a second. */
    private static String replica(String instance, int rate, int from, int to) {
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

    private static String gateway(String instance, int to) {
        return up(
                "{job=\"gateway\",instance=\"" + instance + "\"}", "1x" + to + " 0x" + (END - to));
    }

    /** A server that answers its checks until then, and nothing answers later. */
    private static String well(String gateway, int server, int to) {
        return check(gateway, server, "L7OK", "1x" + to + " 0x" + (END - to))
                + check(gateway, server, "L7STS", "0x120");
    }

    /** A server that answers that it is leaving, until it is no longer listed. */
    private static String leaving(String gateway, int server, int to) {
        return check(gateway, server, "L7OK", "0x" + to + " stale")
                + check(gateway, server, "L7STS", "1x" + to + " stale");
    }

    private static String check(String gateway, int server, String state, String values) {
        return series(
                "haproxy_server_check_status{proxy=\"chat_gpu\",server=\"gpu_%d\",state=\"%s\",instance=\"%s\"}"
                        .formatted(server, state, gateway),
                values);
    }

    /** A gateway and whom it turns away a minute: for lack of room, and by a tier. */
    private static String turnsAway(String instance, int lack, int tier, int to) {
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

    private String demandOf(String series, double expected) throws Exception {
        return answers(series, "/demand/query", expected);
    }

    private String answers(String series, String query, double expected) throws Exception {
        return answers(series, query, "[{value: " + expected + "}]");
    }

    private String answers(String series, String query, String expected) throws Exception {
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
        String document =
                DaemonDocument.of(
                        new DaemonFacts(
                                ControlSettings.Mode.ACT,
                                new DaemonFacts.Store("jdbc:postgresql://db/tidegate", "tidegate"),
                                "http://127.0.0.1:8005",
                                List.of(
                                        new DaemonFacts.Workload(
                                                FleetExamples.chat(), "us-east-1", "group")),
                                true,
                                Optional.empty()));
        return new YAMLMapper()
                .readTree(document.replace("[1m]", "[5m]").replace("offset 1m", "offset 5m"));
    }
}
