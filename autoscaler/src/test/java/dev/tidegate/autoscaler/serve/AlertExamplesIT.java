package dev.tidegate.autoscaler.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented alert rules, checked and run by promtool with the declared metrics and reasons. */
@Needs(value = Component.PROMETHEUS, installed = true)
class AlertExamplesIT {
    private static final Path RULES = Path.of("..", "docs", "examples", "alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("tidegate_\\w+");
    private static final Pattern REASONS = Pattern.compile("reason=~\"([^\"]*)\"");

    @TempDir private Path folder;

    @Test
    void promtoolAcceptsEveryRule() throws Exception {
        Files.copy(RULES, folder.resolve("rules.yaml"));

        assertThat(promtool("check", "rules", "rules.yaml")).contains("SUCCESS");
    }

    @Test
    void everyMetricAndReasonInARuleExists() throws IOException {
        List<String> expressions = expressions();

        assertThat(expressions.stream().flatMap(AlertExamplesIT::metrics))
                .isNotEmpty()
                .allMatch(
                        new Meters().declarations().stream().map(Meters.Declaration::name).toList()
                                ::contains);
        assertThat(expressions.stream().flatMap(AlertExamplesIT::reasons))
                .isNotEmpty()
                .allMatch(Stream.of(Reason.values()).map(Reason::code).toList()::contains);
    }

    @Test
    void rulesFireForProblemsAndOnlyThen() throws Exception {
        Files.copy(RULES, folder.resolve("rules.yaml"));
        Files.writeString(
                folder.resolve("test.yaml"),
                """
                rule_files: [rules.yaml]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series: []
                    alert_rule_test:
                      - eval_time: 10m
                        alertname: TidegateGone
                        exp_alerts:
                          - exp_labels: {severity: page}
                            exp_annotations: {summary: No daemon is scraped; floors stay as they are}
                  - interval: 1m
                    input_series: # chat stands still since its tenth minute, search does not
                      - {series: 'tidegate_last_cycle_timestamp_seconds{workload="chat"}', values: '0+60x10 600x20'}
                      - {series: 'tidegate_last_cycle_timestamp_seconds{workload="search"}', values: '0+60x30'}
                      - {series: 'tidegate_cycles_total{workload="search"}', values: '0+4x30'}
                      - {series: 'tidegate_changes_total{workload="search",result="done"}', values: '0+1x30'}
                      - {series: 'tidegate_changes_total{workload="search",result="permanent"}', values: '0x30'}
                      - {series: 'tidegate_changes_total{workload="chat",result="permanent"}', values: '0+4x30'}
                      - {series: 'tidegate_tier{workload="search"}', values: '0x30'}
                      - {series: 'tidegate_reason{workload="search",reason="demand-collapsed"}', values: '0x30'}
                      - {series: 'tidegate_reason{workload="chat",reason="demand-collapsed"}', values: '0x10 1x20'}
                    alert_rule_test:
                      - eval_time: 25m
                        alertname: TidegateSilent
                        exp_alerts:
                          - exp_labels: {severity: page, workload: chat}
                            exp_annotations: {summary: "chat has no new plans: see the daemon's log, or restart the daemon"}
                      - eval_time: 25m
                        alertname: TidegateChangeFails
                        exp_alerts:
                          - exp_labels: {severity: page, workload: chat, result: permanent}
                            exp_annotations: {summary: "Changes of chat end as permanent: /status says why and what to do"}
                      - eval_time: 25m
                        alertname: TidegateDemandCollapsed
                        exp_alerts:
                          - exp_labels: {severity: page, workload: chat}
                            exp_annotations: {summary: "Demand of chat fell at once to less than a quarter: callers cannot reach it, or its query counts something else now"}
                      - {eval_time: 25m, alertname: TidegateGone, exp_alerts: []}
                      - {eval_time: 25m, alertname: TidegateTier, exp_alerts: []}
                """);

        assertThat(promtool("test", "rules", "test.yaml")).contains("SUCCESS");
    }

    private static List<String> expressions() throws IOException {
        List<String> all = new ArrayList<>();
        JsonNode groups = new YAMLMapper().readTree(Files.readString(RULES)).path("groups");
        groups.forEach(
                group -> group.path("rules").forEach(rule -> all.add(rule.path("expr").asText())));
        return all;
    }

    private static Stream<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(MatchResult::group);
    }

    private static Stream<String> reasons(String expression) {
        return REASONS.matcher(expression)
                .results()
                .flatMap(any -> Stream.of(any.group(1).split("[|]", -1)));
    }

    private String promtool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder tool =
                new ProcessBuilder("promtool").directory(folder.toFile()).redirectErrorStream(true);
        tool.command().addAll(List.of(arguments));
        Process process = tool.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
