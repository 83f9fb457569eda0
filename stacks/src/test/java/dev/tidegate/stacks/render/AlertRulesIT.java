package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.stacks.settings.load.GroundLoader;
import dev.tidegate.stacks.settings.load.LoadOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered rules, read and run by Prometheus' own tool. */
@Needs(value = Component.PROMETHEUS, installed = true)
class AlertRulesIT {
    @TempDir private Path folder;

    @BeforeEach
    void render() throws IOException {
        render(any -> {});
    }

    @Test
    void promtoolAcceptsEveryRule() throws Exception {
        assertThat(promtool("check", "rules", "rules.yaml")).contains("SUCCESS");
    }

    @Test
    void aBurningObjectiveAlarmsAndOneSpikeDoesNot() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'haproxy_backend_requests_denied_total{proxy="chat_shed_p3"}', values: '0+3x120'}
                      - {series: 'haproxy_backend_responses_denied_total{proxy="chat_loop_p2"}', values: '0+3x120'}
                      - {series: 'haproxy_backend_http_requests_total{proxy="chat_loop_p2"}', values: '0+100x120'}
                    alert_rule_test:
                      - eval_time: 100m
                        alertname: BusyFast
                        exp_alerts:
                          - exp_labels: {severity: page, fleet: chat, environment: staging, region: us-east-1}
                            exp_annotations: {summary: 'Fleet chat turns away more than its objective of 0.1% allows'}
                  - interval: 1m
                    input_series:
                      - {series: 'haproxy_backend_requests_denied_total{proxy="chat_loop_p2"}', values: '0x40 60x80'}
                      - {series: 'haproxy_backend_responses_denied_total{proxy="chat_loop_p2"}', values: '0x120'}
                      - {series: 'haproxy_backend_http_requests_total{proxy="chat_loop_p2"}', values: '0+100x120'}
                    alert_rule_test:
                      - {eval_time: 100m, alertname: BusyFast, exp_alerts: []}
                """);
    }

    /** An alert manager knows alerts by their labels: two of the same are one, and the second takes the first one's place. */
    @Test
    void twoFleetsAlarmAsTwo() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'haproxy_backend_active_servers{proxy="chat_gpu"}', values: '0x10'}
                      - {series: 'haproxy_backend_active_servers{proxy="large_gpu"}', values: '0x10'}
                    alert_rule_test:
                      - eval_time: 5m
                        alertname: NoReplica
                        exp_alerts:
                          - exp_labels: {severity: page, fleet: chat, environment: staging, region: us-east-1}
                            exp_annotations: {summary: Fleet chat has no replica that answers}
                          - exp_labels: {severity: page, fleet: large, environment: staging, region: us-east-1}
                            exp_annotations: {summary: Fleet large has no replica that answers}
                """);
    }

    /** A share is never more than all, which a generous objective times the speed of burning is. */
    @Test
    void aGenerousObjectiveAlarmsToo() throws Exception {
        render(ground -> ((ObjectNode) ground.at("/fleets/0/serving")).put("busy", "9%"));

        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'haproxy_backend_requests_denied_total{proxy="chat_loop_p2"}', values: '0+95x120'}
                      - {series: 'haproxy_backend_responses_denied_total{proxy="chat_loop_p2"}', values: '0x120'}
                      - {series: 'haproxy_backend_http_requests_total{proxy="chat_loop_p2"}', values: '0+100x120'}
                    alert_rule_test:
                      - eval_time: 100m
                        alertname: BusyFast
                        exp_alerts:
                          - exp_labels: {severity: page, fleet: chat, environment: staging, region: us-east-1}
                            exp_annotations: {summary: 'Fleet chat turns away more than its objective of 9% allows'}
                """);
    }

    /** One workload that is decided about says nothing of another that no longer is. */
    @Test
    void aWorkloadThatNobodyDecidesAboutAlarms() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'tidegate_last_cycle_timestamp_seconds{workload="chat-us-east-1"}', values: '0+60x30'}
                      - {series: 'tidegate_last_cycle_timestamp_seconds{workload="large-us-east-1"}', values: '0x30'}
                    alert_rule_test:
                      - eval_time: 20m
                        alertname: TidegateSilent
                        exp_alerts:
                          - exp_labels: {severity: page, workload: large-us-east-1, environment: staging, region: us-east-1}
                            exp_annotations:
                              summary: No daemon has begun a cycle of this workload, or of any, for two minutes; the reactive layer holds the floor as it is
                """);
    }

    /** Those of fleet large do not answer the gateway either: they are dead, or starting. */
    @Test
    void replicasThatServeAndCannotBeScrapedAlarm() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'up{job="chat",instance="a"}', values: '1x40'}
                      - {series: 'up{job="chat",instance="b"}', values: '1x10 0x30'}
                      - {series: 'up{job="large",instance="c"}', values: '1x40'}
                      - {series: 'up{job="large",instance="d"}', values: '1x10 0x30'}
                      - {series: 'up{job="gateway",instance="g"}', values: '1x40'}
                      - {series: 'haproxy_server_check_status{proxy="chat_gpu",server="gpu_1",state="L7OK",instance="g"}', values: '1x40'}
                      - {series: 'haproxy_server_check_status{proxy="chat_gpu",server="gpu_2",state="L7OK",instance="g"}', values: '1x40'}
                      - {series: 'haproxy_server_check_status{proxy="chat_gpu",server="gpu_1",state="L7STS",instance="g"}', values: '0x40'}
                      - {series: 'haproxy_server_check_status{proxy="large_gpu",server="gpu_1",state="L7OK",instance="g"}', values: '1x40'}
                      - {series: 'haproxy_server_check_status{proxy="large_gpu",server="gpu_2",state="L7OK",instance="g"}', values: '1x10 0x30'}
                      - {series: 'haproxy_server_check_status{proxy="large_gpu",server="gpu_1",state="L7STS",instance="g"}', values: '0x40'}
                    alert_rule_test:
                      - {eval_time: 10m, alertname: ReplicasUnheard, exp_alerts: []}
                      - eval_time: 30m
                        alertname: ReplicasUnheard
                        exp_alerts:
                          - exp_labels: {severity: ticket, fleet: chat, environment: staging, region: us-east-1}
                            exp_annotations: {summary: "Over a fifth of fleet chat's replicas serve and cannot be scraped: their part of the demand is estimated by that of the others"}
                """);
    }

    /** Nobody tells those that cannot be scraped from those that are dead; those that were never heard are starting. */
    @Test
    void withoutAGatewayReplicasThatCanNoLongerBeScrapedAlarm() throws Exception {
        render(ground -> ground.putArray("capabilities").add("control").add("observability"));
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'up{job="chat",instance="a"}', values: '1x40'}
                      - {series: 'up{job="chat",instance="b"}', values: '1x10 0x30'}
                      - {series: 'up{job="large",instance="c"}', values: '1x40'}
                      - {series: 'up{job="large",instance="d"}', values: '0x40'}
                    alert_rule_test:
                      - eval_time: 30m
                        alertname: ReplicasUnheard
                        exp_alerts:
                          - exp_labels: {severity: ticket, fleet: chat, environment: staging, region: us-east-1}
                            exp_annotations: {summary: "Over a fifth of fleet chat's replicas cannot be scraped: after an hour their part of the demand is missing, and the floor falls"}
                """);
    }

    @Test
    void whatADaemonCannotDoOrDoesNotTrustAlarmsByWorkload() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'tidegate_reason{workload="chat-us-east-1",reason="demand-empty"}', values: '0x10 1x20'}
                      - {series: 'tidegate_reason{workload="large-us-east-1",reason="demand-collapsed"}', values: '0x10 1x20'}
                      - {series: 'tidegate_changes_total{workload="chat-us-east-1",result="permanent"}', values: '0x10 1+1x20'}
                      - {series: 'tidegate_in_vain_steps{workload="chat-us-east-1"}', values: '0x10 9x20'}
                    alert_rule_test:
                      - {eval_time: 9m, alertname: TidegateBlind, exp_alerts: []}
                      - eval_time: 29m
                        alertname: TidegateBlind
                        exp_alerts:
                          - exp_labels: {severity: ticket, workload: chat-us-east-1, environment: staging, region: us-east-1}
                            exp_annotations: {summary: 'Demand or the fleet of chat-us-east-1 cannot be read: /status says why'}
                      - eval_time: 29m
                        alertname: TidegateDemandCollapsed
                        exp_alerts:
                          - exp_labels: {severity: page, workload: large-us-east-1, environment: staging, region: us-east-1}
                            exp_annotations:
                              summary: 'Demand of large-us-east-1 fell at once to less than a quarter: callers cannot reach it, or its query counts something else now'
                      - eval_time: 29m
                        alertname: TidegateChangeFails
                        exp_alerts:
                          - exp_labels: {severity: page, workload: chat-us-east-1, result: permanent, environment: staging, region: us-east-1}
                            exp_annotations: {summary: 'Changes of chat-us-east-1 end as permanent: /status says why and what to do'}
                      - eval_time: 29m
                        alertname: TidegateInVain
                        exp_alerts:
                          - exp_labels: {severity: ticket, workload: chat-us-east-1, environment: staging, region: us-east-1}
                            exp_annotations: {summary: Work of chat-us-east-1 is turned away though there are replicas enough}
                """);
    }

    /** What gateways tell of their fleets is silent with them, and nothing else watches a region whose gateways are gone. */
    @Test
    void gatewaysThatNobodyHearsAlarm() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'haproxy_backend_active_servers{proxy="chat_gpu"}', values: '3x10 stale'}
                    alert_rule_test:
                      - {eval_time: 9m, alertname: GatewaysSilent, exp_alerts: []}
                      - eval_time: 20m
                        alertname: GatewaysSilent
                        exp_alerts:
                          - exp_labels: {severity: page, environment: staging, region: us-east-1}
                            exp_annotations: {summary: 'No gateway is heard: nobody is served here, or nobody knows whether'}
                """);
        render(ground -> ground.putArray("capabilities").add("control").add("observability"));
        assertThat(Files.readString(folder.resolve("rules.yaml")))
                .contains("TidegateSilent")
                .doesNotContain("haproxy");
    }

    /** Answers by status have the clients' own mistakes in them, which no replica more would mend. */
    @Test
    void clientsMistakesAlarmNobody() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'haproxy_backend_http_responses_total{proxy="chat_loop_p2",code="4xx"}', values: '0+50x120'}
                      - {series: 'haproxy_backend_requests_denied_total{proxy="chat_loop_p2"}', values: '0x120'}
                      - {series: 'haproxy_backend_responses_denied_total{proxy="chat_loop_p2"}', values: '0x120'}
                      - {series: 'haproxy_backend_http_requests_total{proxy="chat_loop_p2"}', values: '0+100x120'}
                    alert_rule_test:
                      - {eval_time: 100m, alertname: BusyFast, exp_alerts: []}
                """);
    }

    @Test
    void aSilentDaemonAlarms() throws Exception {
        assertHolds(
                """
                tests:
                  - interval: 1m
                    input_series: []
                    alert_rule_test:
                      - eval_time: 10m
                        alertname: TidegateSilent
                        exp_alerts:
                          - exp_labels: {severity: page, environment: staging, region: us-east-1}
                            exp_annotations:
                              summary: No daemon has begun a cycle of this workload, or of any, for two minutes; the reactive layer holds the floor as it is
                """);
    }

    /** Rules of staging with a change to its settings. */
    private void render(Consumer<ObjectNode> change) throws IOException {
        ObjectNode ground =
                (ObjectNode)
                        new YAMLMapper()
                                .readTree(Path.of("Pulumi.staging.yaml").toFile())
                                .at("/config/tidegate:ground");
        change.accept(ground);
        LoadOutcome.Loaded loaded = (LoadOutcome.Loaded) GroundLoader.load(ground);
        Files.writeString(
                folder.resolve("rules.yaml"), AlertRules.of(loaded.ground(), "us-east-1"));
    }

    /** @param tests of the rules, in the tool's own form */
    private void assertHolds(String tests) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("test.yaml"),
                "rule_files: [rules.yaml]\nevaluation_interval: 1m\n" + tests);
        assertThat(promtool("test", "rules", "test.yaml")).contains("SUCCESS");
    }

    private String promtool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder tool =
                new ProcessBuilder("promtool").directory(folder.toFile()).redirectErrorStream(true);
        tool.command().addAll(List.of(arguments));
        Process process = tool.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
