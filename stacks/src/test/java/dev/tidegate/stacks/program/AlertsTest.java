package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.observability.Watch;
import dev.tidegate.stacks.settings.Ground;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An alert that nobody is told of is none: rules, alarm, topic and key belong together. */
class AlertsTest {
    private static final String TOPIC = "arn:aws:sns:xx-test-1:123456789012:use1-watch-pager";
    private static final String WORKSPACE =
            "arn:aws:amp:xx-test-1:123456789012:use1-watch-workspace";

    private final Standing.Made<String> made =
            Standing.dev(
                    place -> {
                        Watch watch = new Watch(place.site(), place.key());
                        return new Standing.Component<>(watch, watch.topic());
                    });

    @Test
    void whatTheRulesFindIsToldToTheTopic() throws IOException {
        JsonNode definition =
                new YAMLMapper()
                        .readTree(
                                made.of("use1-watch-alerts")
                                        .at("definition")
                                        .texts()
                                        .findFirst()
                                        .orElseThrow());
        JsonNode config =
                new YAMLMapper().readTree(definition.path("alertmanager_config").asText());

        assertThat(made.outputs()).isEqualTo(TOPIC);
        assertThat(config.at("/receivers/0/name")).isEqualTo(config.at("/route/receiver"));
        assertThat(config.at("/receivers/0/sns_configs/0/topic_arn").asText()).isEqualTo(TOPIC);
        assertThat(config.at("/receivers/0/sns_configs/0/sigv4/region").asText())
                .isEqualTo("us-east-1");
    }

    @Test
    void theTopicTakesWhatTheWorkspaceAndTheAlarmsSay() {
        PolicyText topic = PolicyText.of(made.of("use1-watch-told"));
        Map<String, String> workspace =
                Map.of("aws:SourceAccount", "123456789012", "aws:SourceArn", WORKSPACE);

        assertThat(topic.letsService("aps.amazonaws.com", "sns:Publish", workspace)).isTrue();
        assertThat(topic.letsService("aps.amazonaws.com", "sns:GetTopicAttributes", workspace))
                .isTrue();
        assertThat(
                        topic.letsService(
                                "aps.amazonaws.com",
                                "sns:Publish",
                                Map.of("aws:SourceArn", "another")))
                .isFalse();
        assertThat(
                        topic.letsService(
                                "cloudwatch.amazonaws.com",
                                "sns:Publish",
                                Map.of("aws:SourceAccount", "123456789012")))
                .isTrue();
    }

    /** Without daemons nothing is collected: the rule for silence would page for ever, and no other ever. */
    @Test
    void nothingIsAskedOfMetricsThatNobodyCollects() {
        Ground without =
                Standing.ground(
                        dev -> dev.putArray("capabilities").add("gateway").add("observability"));

        Standing.Made<String> watched =
                Standing.in(
                        without,
                        "us-east-1",
                        place -> {
                            Watch watch = new Watch(place.site(), place.key());
                            return new Standing.Component<>(watch, watch.topic());
                        });

        assertThat(watched.children())
                .contains("use1-watch-saturated")
                .doesNotContain("use1-watch-rules", "use1-watch-alerts");
    }
}
