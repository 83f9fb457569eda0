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
    /** Two requests a second of 300 tokens each. */
    private static final String SERVED =
            """
                  - {series: 'vllm:prompt_tokens_total{fleet="group"}', values: '0+6000x120'}
                  - {series: 'vllm:generation_tokens_total{fleet="group"}', values: '0+30000x120'}
                  - {series: 'vllm:request_success_total{fleet="group"}', values: '0+120x120'}
                  - {series: 'up{fleet="group"}', values: '1x120'}
            """;

    /** The same by two replicas, of which one cannot be scraped from the second hour on; a third one is starting. */
    private static final String HALF_HEARD =
            """
                  - {series: 'vllm:prompt_tokens_total{fleet="group",instance="a"}', values: '0+3000x120'}
                  - {series: 'vllm:prompt_tokens_total{fleet="group",instance="b"}', values: '0+3000x60 stale'}
                  - {series: 'vllm:generation_tokens_total{fleet="group",instance="a"}', values: '0+15000x120'}
                  - {series: 'vllm:generation_tokens_total{fleet="group",instance="b"}', values: '0+15000x60 stale'}
                  - {series: 'up{fleet="group",instance="a"}', values: '1x120'}
                  - {series: 'up{fleet="group",instance="b"}', values: '1x60 0x60'}
                  - {series: 'up{fleet="group",instance="c"}', values: '0x120'}
            """;

    /** Half a request a second finds no room, one a second is turned away by a tier. */
    private static final String COUNTED =
            """
                  - {series: 'haproxy_backend_requests_denied_total{proxy="chat_loop_p2"}', values: '0+30x120'}
                  - {series: 'haproxy_backend_responses_denied_total{proxy="chat_loop_p2"}', values: '0x120'}
                  - {series: 'haproxy_backend_requests_denied_total{proxy="chat_shed_p3"}', values: '0+60x120'}
                  - {series: 'haproxy_backend_responses_denied_total{proxy="chat_shed_p3"}', values: '0x120'}
            """;

    @TempDir private Path folder;

    @Test
    void whatATierGivesUpIsDemandAndNoEvidenceForTheNextTier() throws Exception {
        assertThat(answers(SERVED + COUNTED, "/demand/query", 600 + 300)).contains("SUCCESS");
        assertThat(answers(SERVED + COUNTED, "/signals/turned_away", 150)).contains("SUCCESS");
    }

    @Test
    void demandIsWhatWasServedWhereNoGatewayHasCounted() throws Exception {
        assertThat(answers(SERVED, "/demand/query", 600)).contains("SUCCESS");
    }

    @Test
    void aReplicaThatCannotBeScrapedIsNotLessDemand() throws Exception {
        assertThat(answers(HALF_HEARD, "/demand/query", 600)).contains("SUCCESS");
    }

    /** What it served before is still in the window, and would be counted twice. */
    @Test
    void norIsItMoreDemandWhileItsLastSamplesAreInTheWindow() throws Exception {
        String justUnheard =
                HALF_HEARD.replaceAll("x60 stale", "x88 stale").replace("1x60 0x60", "1x88 0x32");

        assertThat(answers(justUnheard, "/demand/query", 600)).contains("SUCCESS");
    }

    /** A request has no size yet: a number that is none would make demand unknown. */
    @Test
    void demandIsKnownBeforeTheFirstRequestHasEnded() throws Exception {
        String idle = SERVED.replaceAll("0\\+\\d+x", "0x");

        assertThat(answers(idle + COUNTED, "/demand/query", 0)).contains("SUCCESS");
    }

    /** Nothing of the fleet is heard: what gateways turned away is no demand of its own. */
    @Test
    void demandOfAFleetThatIsNotHeardIsUnknown() throws Exception {
        assertThat(answers(COUNTED, "/demand/query", "[]")).contains("SUCCESS");
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
                                series.indent(2),
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
        return new YAMLMapper().readTree(document.replace("[1m]", "[5m]"));
    }
}
