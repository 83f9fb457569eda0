package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.pulumi.core.Output;
import dev.tidegate.stacks.identity.Keys;
import dev.tidegate.stacks.observability.Monitoring;
import dev.tidegate.stacks.observability.RegionPaging;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.settings.Ground;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An alert that nobody is told of is none: rules, alarm, topic and key belong together. */
class AlertsTest {
    private static final String TOPIC = "arn:aws:sns:xx-test-1:123456789012:use1-watch-pager";
    private static final String WORKSPACE =
            "arn:aws:amp:xx-test-1:123456789012:use1-watch-workspace";

    private final Standing.Made<String> made =
            Standing.dev(
                    place -> {
                        Monitoring watch = new Monitoring(place.site(), place.key());
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

    /** An update has ended long before a group gives up replacing its instances. */
    @Test
    void aGroupThatCannotReplaceItsInstancesIsTold() throws IOException {
        JsonNode pattern = new ObjectMapper().readTree(text("use1-watch-failed", "eventPattern"));
        String group =
                Standing.control().of("use1-control-group").at("name").texts().findFirst().get();

        assertThat(pattern.at("/source/0").textValue()).isEqualTo("aws.autoscaling");
        assertThat(pattern.at("/detail-type/0").textValue())
                .isEqualTo("EC2 Auto Scaling Instance Refresh Failed");
        assertThat(group)
                .startsWith(pattern.at("/detail/AutoScalingGroupName/0/prefix").textValue());
        assertThat(text("use1-watch-failed-told", "arn")).isEqualTo(TOPIC);
        assertThat(
                        new ObjectMapper()
                                .readTree(
                                        text(
                                                "use1-watch-failed-told",
                                                "inputTransformer.inputTemplate"))
                                .textValue())
                .contains("--auto-scaling-group-name <group>");
    }

    /** AWS tells no account with an event that it hands to an encrypted topic: a condition on it would refuse them all. */
    @Test
    void theTopicAndItsKeyTakeEvents() {
        PolicyText key =
                PolicyText.of(
                        Standing.dev(
                                        place -> {
                                            Keys keys = new Keys(place.site());
                                            return new Standing.Component<>(keys, keys.arn());
                                        })
                                .of("use1-key"));

        assertThat(
                        PolicyText.of(made.of("use1-watch-told"))
                                .letsService("events.amazonaws.com", "sns:Publish", Map.of()))
                .isTrue();
        for (String action : List.of("kms:Decrypt", "kms:GenerateDataKey")) {
            assertThat(key.letsService("events.amazonaws.com", action, Map.of())).isTrue();
        }
    }

    /** What watches from inside a region is lost with it. */
    @Test
    void aRegionThatIsLostIsToldFromOutside() {
        Standing.Made<String> paging =
                Standing.dev(
                        place -> {
                            RegionPaging watched =
                                    new RegionPaging(
                                            place.site(),
                                            new TreeMap<>(
                                                    Map.of("eu-west-1", Output.of("check-1"))));
                            return new Standing.Component<>(watched, watched.topic());
                        });

        Property alarm = paging.of("use1-global-lost-eu-west-1");
        assertThat(alarm.at("dimensions.HealthCheckId")).isEqualTo(new Property.Text("check-1"));
        assertThat(alarm.at("alarmActions").texts()).containsExactly(paging.outputs());
        assertThat(alarm.at("treatMissingData")).isEqualTo(new Property.Text("breaching"));
        assertThat(
                        PolicyText.of(paging.of("use1-global-told"))
                                .letsService(
                                        "cloudwatch.amazonaws.com",
                                        "sns:Publish",
                                        Map.of("aws:SourceAccount", "123456789012")))
                .isTrue();
        assertThat(paging.of("use1-global-pager").at("kmsMasterKeyId").texts())
                .containsExactly("arn:aws:kms:xx-test-1:123456789012:use1-global-key");
    }

    private String text(String name, String property) {
        return made.of(name).at(property).texts().findFirst().orElseThrow();
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
                            Monitoring watch = new Monitoring(place.site(), place.key());
                            return new Standing.Component<>(watch, watch.topic());
                        });

        assertThat(watched.children())
                .contains("use1-watch-saturated")
                .doesNotContain("use1-watch-rules", "use1-watch-alerts");
    }
}
