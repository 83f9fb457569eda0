package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered rules, read and run by Prometheus' own tool. */
@Needs(value = Component.PROMETHEUS, installed = true)
class AlertRulesIT {
    @TempDir private Path folder;

    @BeforeEach
    void render() throws IOException {
        Files.writeString(
                folder.resolve("rules.yaml"), AlertRules.of(List.of(FleetExamples.chat())));
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
                          - exp_labels: {severity: page}
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
                          - exp_labels: {severity: page}
                            exp_annotations:
                              summary: No daemon has finished a cycle for two minutes; the reactive layer holds the floor as it is
                """);
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
