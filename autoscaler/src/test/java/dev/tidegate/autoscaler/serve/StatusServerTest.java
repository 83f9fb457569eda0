package dev.tidegate.autoscaler.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.simulated.Fault;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class StatusServerTest {
    @AutoClose private final StatusServerRig rig = new StatusServerRig();

    @Test
    void everyReasonIsExposedBeforeTheFirstCycle() throws Exception {
        String metrics = rig.get("metrics").body();

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
        rig.post(rig.cycleWith(900));

        assertThat(rig.get("metrics").body())
                .contains("tidegate_demand{workload=\"chat\"} 900.0")
                .contains("tidegate_cycles_total{workload=\"chat\"} 1.0")
                .contains("tidegate_changes_total{result=\"done\",workload=\"chat\"} 1.0");
        JsonNode chat =
                new ObjectMapper().readTree(rig.get("status").body()).path("workloads").path(0);
        assertThat(chat.path("workload").asText()).isEqualTo("chat");
        assertThat(chat.path("demand").asDouble()).isEqualTo(900);
        assertThat(
                        new ObjectMapper()
                                .readTree(rig.get("status").body())
                                .path("runs")
                                .path(0)
                                .asText())
                .isEqualTo("raise-floor-1: running");
        assertThat(chat.path("last_change").asText()).startsWith("floor 2 -> ").endsWith(": done");
        assertThat(rig.get("").body())
                .contains("<caption>chat")
                .contains("<p>raise-floor-1: running</p>")
                .contains(Reason.NEED_RISES.explanation());
    }

    @Test
    void whoIsTurnedAwayIsShownBesideDemand() throws Exception {
        rig.loopRig.demand = 360;
        rig.loopRig.advance();
        rig.loopRig.metrics.record("away", rig.loopRig.now, 90);
        rig.loopRig.metrics.record("queued", rig.loopRig.now, 40);

        rig.post(rig.loopRig.loop(Mode.ACT).run(rig.loopRig.now));

        JsonNode chat =
                new ObjectMapper().readTree(rig.get("status").body()).path("workloads").path(0);
        assertThat(chat.path("turned_away").asDouble()).isEqualTo(90);
        assertThat(chat.path("queued").asDouble()).isEqualTo(40);
        assertThat(chat.path("demand").asDouble()).isEqualTo(360);
        assertThat(chat.path("unit").asText()).isEqualTo("tokens");
        assertThat(rig.get("").body())
                .contains(
                        "<td>360 tokens/s</td>",
                        "<td>90 tokens/s, 25 % of demand</td>",
                        "<td>40 tokens</td>",
                        "<td>0, normal</td>");
    }

    @Test
    void aChangeResolvedLaterIsShownWithItsFinalOutcome() throws Exception {
        ControlLoop loop = rig.loopRig.loop(Mode.ACT);
        rig.loopRig.demand = 900;
        rig.post(rig.loopRig.step(loop, Fault.Kind.ANSWER_LOST));
        String before = rig.lastChange();

        rig.post(rig.loopRig.step(loop));

        assertThat(before).contains(": unknown, ");
        assertThat(rig.lastChange()).startsWith("floor 2 -> ").endsWith(": done");
        assertThat(rig.get("metrics").body())
                .contains("tidegate_changes_total{result=\"unknown\",workload=\"chat\"} 1.0")
                .contains("tidegate_changes_total{result=\"done\",workload=\"chat\"} 1.0");
    }

    @Test
    void whatAStandbyWouldHaveDoneIsForgottenOnceItIsNoLongerDue() throws Exception {
        Cycle made = rig.cycleWith(900);
        var change = ((Action.Attempted) made.action()).change();
        Cycle standby =
                made.withAction(
                        new Action.Withheld(change, Reason.LEASE_ELSEWHERE, "daemon@there acts"),
                        Optional.empty(),
                        Optional.empty());
        Cycle quiet = made.withAction(new Action.None(), Optional.empty(), Optional.empty());

        rig.post(standby);
        String meanwhile = rig.lastChange();
        rig.post(quiet);
        String afterwards = rig.lastChange();
        rig.post(made);
        rig.post(standby);
        rig.post(quiet);

        assertThat(meanwhile).endsWith(": withheld, lease-elsewhere (daemon@there acts)");
        assertThat(afterwards).isEmpty();
        assertThat(rig.lastChange()).endsWith(": done");
    }

    @Test
    void learnedParametersAreExposed() throws Exception {
        ControlLoop loop = rig.loopRig.loop(Mode.ACT);
        for (int i = 0; i < 70; i++) {
            rig.post(rig.loopRig.step(loop));
        }

        String metrics = rig.get("metrics").body();

        assertThat(StatusServerRig.value(metrics, "tidegate_regret_ratio{workload=\"chat\"} "))
                .isBetween(0.9, 2.0); // a demand of 1.5 replicas, and never fewer than two
        assertThat(StatusServerRig.value(metrics, "tidegate_policies_followed{workload=\"chat\"} "))
                .isPositive();
        assertThat(StatusServerRig.value(metrics, "tidegate_turned_away_price{workload=\"chat\"} "))
                .isPositive();
        assertThat(metrics)
                .contains("tidegate_in_vain_steps{workload=\"chat\"} 0.0")
                .contains("tidegate_launches_measured{workload=\"chat\"}")
                .containsOnlyOnce("tidegate_policy_info{");
    }

    @Test
    void externalTroublesAreShownAndDoNotAffectReadiness() throws Exception {
        rig.post(rig.cycleWith(100));
        rig.board.addTroubles(() -> List.of("metrics.prometheus: did not answer"));

        JsonNode status = new ObjectMapper().readTree(rig.get("status").body());

        assertThat(status.path("troubles").path(0).asText())
                .isEqualTo("metrics.prometheus: did not answer");
        assertThat(rig.get("").body()).contains("metrics.prometheus: did not answer");
        assertThat(rig.get("metrics").body()).contains("tidegate_troubles 1.0");
        assertThat(rig.get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void responsesAreNotCachedAndRunNoScripts() throws Exception {
        rig.post(rig.cycleWith(100));
        rig.board.addTroubles(
                () -> List.of("query sum(x{a=\"<script>alert(1)</script>\"}): demand-empty"));

        HttpResponse<String> page = rig.get("");

        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
        for (String path : List.of("", "status", "metrics", "health/live", "nothing")) {
            assertThat(rig.get(path).headers().firstValue("Cache-Control"))
                    .as(path)
                    .contains("no-store");
            assertThat(rig.get(path).headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'");
        }
    }

    @Test
    void thePageRefreshesUnlessAskedNotTo() throws Exception {
        rig.post(rig.cycleWith(100));

        assertThat(rig.get("").body())
                .contains("http-equiv=\"refresh\"")
                .contains("href=\"/?still\"");
        assertThat(rig.get("?still").body())
                .doesNotContain("http-equiv=\"refresh\"")
                .contains("<caption>chat");
    }

    @Test
    void missingDemandIsNotExposedAsANumber() throws Exception {
        rig.post(rig.cycleWith(900));
        rig.loopRig.metrics.fail(Reason.METRICS_UNREACHABLE);
        rig.post(rig.loopRig.step(rig.loopRig.loop(Mode.ADVISE)));

        String metrics = rig.get("metrics").body();

        assertThat(metrics)
                .doesNotContain("tidegate_demand{")
                .contains("reason=\"metrics-unreachable\",workload=\"chat\"} 1.0");
        assertThat(rig.get("status").body())
                .contains("\"demand_missing\" : \"metrics-unreachable\"");
    }

    @Test
    void anUnconfirmedFloorIsNotShown() throws Exception {
        rig.loopRig.faults.add(Fault.Kind.UNREADABLE);
        ControlLoop loop = rig.loopRig.loop(Mode.ACT);
        rig.post(rig.loopRig.step(loop));

        assertThat(rig.get("metrics").body())
                .doesNotContain("tidegate_floor{", "tidegate_planned_floor{");
        assertThat(rig.get("status").body())
                .contains("fleet-unreadable")
                .doesNotContain("\"floor\"");
        assertThat(rig.get("").body())
                .contains("not seen (fleet-unreadable), floor not known")
                .contains("none before the fleet is seen")
                .contains("<td>none by this daemon since its start</td>");

        rig.loopRig.faults.clear();
        rig.post(rig.loopRig.step(loop));
        rig.loopRig.faults.add(Fault.Kind.UNREADABLE);
        rig.post(rig.loopRig.step(loop));

        assertThat(rig.get("metrics").body())
                .contains(
                        "tidegate_floor{workload=\"chat\"} 2.0",
                        "tidegate_planned_floor{workload=\"chat\"} 2.0");
        assertThat(rig.get("").body()).contains("not seen (fleet-unreadable), floor 2");
    }
}
