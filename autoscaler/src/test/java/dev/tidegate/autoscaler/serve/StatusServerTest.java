package dev.tidegate.autoscaler.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.simulated.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StatusServerTest {
    private final Meters meters = new Meters();
    @AutoClose private final LoopRig rig = new LoopRig();
    private Duration setAhead = Duration.ZERO;
    private Board board;
    private StatusServer server;

    @BeforeEach
    void serve() throws IOException {
        board =
                new Board(
                        List.of("chat"),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(2),
                        rig.now,
                        () -> rig.nanos() - setAhead.toNanos());
        meters.expect("chat");
        server =
                StatusServer.start(
                        ServeSettings.reading("127.0.0.1", 0),
                        board,
                        meters,
                        () -> rig.now,
                        () -> List.of("raise-floor-1: running"),
                        Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itsAddressIsOneThatCanBeOpened() {
        assertThat(StatusServer.address("0.0.0.0", 9464)).hasToString("http://0.0.0.0:9464/");
        assertThat(StatusServer.address("::1", 9464)).hasToString("http://[::1]:9464/");
        assertThat(StatusServer.address("[::1]", 9464)).hasToString("http://[::1]:9464/");
    }

    @Test
    void everyReasonIsExposedBeforeTheFirstCycle() throws Exception {
        String metrics = get("metrics").body();

        for (Reason reason : Reason.values()) {
            assertThat(metrics)
                    .contains(
                            "tidegate_reason{reason=\""
                                    + reason.code()
                                    + "\",workload=\"chat\"} 0.0");
            assertThat(metrics)
                    .contains(
                            "tidegate_reasons_total{reason=\""
                                    + reason.code()
                                    + "\",workload=\"chat\"} 0.0");
        }
    }

    @Test
    void aCycleShowsInMetricsStatusAndPage() throws Exception {
        post(cycleWith(900));

        assertThat(get("metrics").body())
                .contains("tidegate_demand{workload=\"chat\"} 900.0")
                .contains("tidegate_cycles_total{workload=\"chat\"} 1.0")
                .contains("tidegate_changes_total{result=\"done\",workload=\"chat\"} 1.0");
        JsonNode chat = new ObjectMapper().readTree(get("status").body()).path("workloads").path(0);
        assertThat(chat.path("workload").asText()).isEqualTo("chat");
        assertThat(chat.path("demand").asDouble()).isEqualTo(900);
        assertThat(chat.path("last_change").asText()).startsWith("floor 2 -> ").endsWith(": done");
        assertThat(get("").body())
                .contains("<caption>chat")
                .contains(Reason.NEED_RISES.explanation());
    }

    @Test
    void aChangeWhoseOutcomeIsKnownLaterIsToldAsThatAndNotAsUnknown() throws Exception {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        post(rig.step(loop, Fault.Kind.ANSWER_LOST));
        String before = lastChange();

        post(rig.step(loop));

        assertThat(before).contains(": unknown, ");
        assertThat(lastChange()).startsWith("floor 2 -> ").endsWith(": done");
        assertThat(get("metrics").body())
                .contains("tidegate_changes_total{result=\"unknown\",workload=\"chat\"} 1.0")
                .contains("tidegate_changes_total{result=\"done\",workload=\"chat\"} 1.0");
    }

    @Test
    void whatThePlannerHasLearnedIsExposed() throws Exception {
        ControlLoop loop = rig.loop(Mode.ACT);
        for (int i = 0; i < 70; i++) {
            post(rig.step(loop));
        }

        String metrics = get("metrics").body();

        assertThat(value(metrics, "tidegate_regret_ratio{workload=\"chat\"} "))
                .isBetween(0.9, 2.0); // a demand of 1.5 replicas, and never fewer than two
        assertThat(value(metrics, "tidegate_policies_followed{workload=\"chat\"} ")).isPositive();
        assertThat(value(metrics, "tidegate_turned_away_price{workload=\"chat\"} ")).isPositive();
        assertThat(metrics)
                .contains("tidegate_in_vain_steps{workload=\"chat\"} 0.0")
                .contains("tidegate_launches_measured{workload=\"chat\"}")
                .containsOnlyOnce("tidegate_policy_info{");
    }

    @Test
    void troublesOutsideAreToldAndMakeNobodyUnready() throws Exception {
        post(cycleWith(100));
        board.alsoTell(() -> List.of("metrics.prometheus: did not answer"));

        JsonNode status = new ObjectMapper().readTree(get("status").body());

        assertThat(status.path("troubles").path(0).asText())
                .isEqualTo("metrics.prometheus: did not answer");
        assertThat(get("").body()).contains("metrics.prometheus: did not answer");
        assertThat(get("metrics").body()).contains("tidegate_troubles 1.0");
        assertThat(get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingThatIsToldRunsOrIsKept() throws Exception {
        post(cycleWith(100));
        board.alsoTell(
                () -> List.of("query sum(x{a=\"<script>alert(1)</script>\"}): demand-empty"));

        HttpResponse<String> page = get("");

        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
        for (String path : List.of("", "status", "metrics", "health/live", "nothing")) {
            assertThat(get(path).headers().firstValue("Cache-Control"))
                    .as(path)
                    .contains("no-store");
            assertThat(get(path).headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'");
        }
    }

    @Test
    void thePageRefreshesItselfUnlessItsReaderWantsItStill() throws Exception {
        post(cycleWith(100));

        assertThat(get("").body()).contains("http-equiv=\"refresh\"").contains("href=\"/?still\"");
        assertThat(get("?still").body())
                .doesNotContain("http-equiv=\"refresh\"")
                .contains("<caption>chat");
    }

    @Test
    void missingDemandIsNotExposedAsANumber() throws Exception {
        post(cycleWith(900));
        rig.metrics.fail(Reason.METRICS_UNREACHABLE);
        post(rig.step(rig.loop(Mode.ADVISE)));

        String metrics = get("metrics").body();

        assertThat(metrics)
                .doesNotContain("tidegate_demand{")
                .contains("reason=\"metrics-unreachable\",workload=\"chat\"} 1.0");
        assertThat(get("status").body()).contains("\"demand_missing\" : \"metrics-unreachable\"");
    }

    @Test
    void aFloorThatNobodyHasSeenYetIsToldNowhere() throws Exception {
        rig.faults.add(Fault.Kind.UNREADABLE);
        ControlLoop loop = rig.loop(Mode.ACT);
        post(rig.step(loop));

        assertThat(get("metrics").body())
                .doesNotContain("tidegate_floor{", "tidegate_planned_floor{");
        assertThat(get("status").body()).contains("fleet-unreadable").doesNotContain("\"floor\"");
        assertThat(get("").body())
                .contains("not seen (fleet-unreadable), floor not known")
                .contains("none before the fleet is seen");

        rig.faults.clear();
        post(rig.step(loop));
        rig.faults.add(Fault.Kind.UNREADABLE);
        post(rig.step(loop));

        assertThat(get("metrics").body())
                .contains(
                        "tidegate_floor{workload=\"chat\"} 2.0",
                        "tidegate_planned_floor{workload=\"chat\"} 2.0");
        assertThat(get("").body()).contains("not seen (fleet-unreadable), floor 2");
    }

    @Test
    void readinessWaitsForTheFirstCycle() throws Exception {
        HttpResponse<String> before = get("health/ready");
        post(cycleWith(100));

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("chat: no cycle yet");
        assertThat(get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aLoopThatStandsStillIsNoLongerAlive() throws Exception {
        post(cycleWith(100));
        int then = get("health/live").statusCode();

        rig.now = rig.now.plus(Duration.ofMinutes(10));

        assertThat(then).isEqualTo(200);
        assertThat(get("health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void aClockThatIsSetMakesNoLoopStandStillAndHidesNoneThatDoes() throws Exception {
        post(cycleWith(100));
        rig.now = rig.now.plus(Duration.ofHours(2));
        setAhead = Duration.ofHours(2);
        int setForward = get("health/live").statusCode();

        rig.now = rig.now.minus(Duration.ofHours(3)).plus(Duration.ofMinutes(10));
        setAhead = Duration.ofHours(-1);

        assertThat(setForward).isEqualTo(200);
        assertThat(get("health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void aFailedCycleIsNotReadyUntilOneSucceeds() throws Exception {
        post(cycleWith(100));
        board.failed("chat", "a mistake");
        int failed = get("health/ready").statusCode();

        post(cycleWith(100));

        assertThat(failed).isEqualTo(503);
        assertThat(get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsNotFoundAndNothingCanBeWritten() throws Exception {
        assertThat(get("nothing").statusCode()).isEqualTo(404);
        HttpRequest write =
                HttpRequest.newBuilder(server.address().resolve("status"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        HttpResponse<String> refused =
                HttpClient.newHttpClient().send(write, HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void whoWouldRatherHaveProtobufGetsText() throws Exception {
        HttpRequest asked = // as Prometheus asks with native histograms switched on
                HttpRequest.newBuilder(server.address().resolve("metrics"))
                        .header(
                                "Accept",
                                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                                        + "encoding=delimited;q=0.6,text/plain;version=0.0.4;q=0.3")
                        .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(asked, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain");
        assertThat(answer.body()).contains("tidegate_cycles_total{workload=\"chat\"} 0.0");
    }

    @Test
    void aMistakeInTheProgramIsAnAnswerAndNotSilence() throws Exception {
        board.alsoTell(
                () -> {
                    throw new IllegalStateException("a mistake");
                });

        assertThat(get("status").statusCode()).isEqualTo(500);
        assertThat(get("health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void clientsThatNeverFinishTheirRequestKeepNoProbeWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                Socket client =
                        new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
                slow.add(client);
                client.getOutputStream().write("GET /status HTTP/1.1\r\nX".getBytes(UTF_8));
                client.getOutputStream().flush();
            }

            HttpRequest probe =
                    HttpRequest.newBuilder(server.address().resolve("health/live"))
                            .timeout(Duration.ofSeconds(8)) // less than a slow client is given
                            .build();

            assertThat(
                            HttpClient.newHttpClient()
                                    .send(probe, HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
    }

    private String lastChange() throws Exception {
        return new ObjectMapper()
                .readTree(get("status").body())
                .path("workloads")
                .path(0)
                .path("last_change")
                .asText();
    }

    private static double value(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in " + metrics));
    }

    private Cycle cycleWith(double demand) {
        rig.demand = demand;
        return rig.step(rig.loop(Mode.ACT));
    }

    private void post(Cycle cycle) {
        board.post(cycle);
        meters.count(cycle);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
