package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.identity.Delivery;
import dev.tidegate.stacks.identity.Keys;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Runs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each role may do: enough for what its machines do at their start and later, and nothing beside it. */
class RightsTest {
    private static final String BUCKET = "arn:aws:s3:::use1-documents-bucket";

    /** Whatever is copied with all that lies under it is listed first. */
    @Test
    void aGatewayListsAndReadsItsOwnDocumentsAndNoOthers() {
        PolicyText gateway =
                PolicyText.of(
                        Standing.gateway(Standing.ground(any -> {})).of("use1-gateway-policy"));

        assertThat(lists(gateway, "gateway/")).isTrue();
        assertThat(lists(gateway, "control/")).isFalse();
        assertThat(reads(gateway, "gateway/haproxy.cfg")).isTrue();
        assertThat(reads(gateway, "control/tidegate.yaml")).isFalse();
    }

    /** Another model's weights may begin with the same letters. */
    @Test
    void aFleetListsAndReadsItsOwnWeightsAndNoOthers() {
        PolicyText fleet = PolicyText.of(registered("dev", "use1-chat-policy"));
        String bucket = "arn:aws:s3:::dev-models-example";

        assertThat(fleet.lets("s3:ListBucket", bucket, Map.of("s3:prefix", "chat/8b/"))).isTrue();
        assertThat(fleet.lets("s3:ListBucket", bucket, Map.of("s3:prefix", "chat/8b-next/")))
                .isFalse();
        assertThat(fleet.lets("s3:GetObject", bucket + "/chat/8b/model.json", Map.of())).isTrue();
        assertThat(fleet.lets("s3:GetObject", bucket + "/chat/8b-next/model.json", Map.of()))
                .isFalse();
    }

    private static Property registered(String stack, String name) {
        return Runs.up(stack).registered().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow()
                .properties();
    }

    /** A daemon that runs never starts from what was laid down for its successor. */
    @Test
    void aDaemonsInstanceReadsTheVersionsOfItsConfigurationAndNoneOfAnother() {
        PolicyText daemon = PolicyText.of(Standing.control().of("use1-control-policy"));

        assertThat(lists(daemon, "control/")).isFalse();
        assertThat(lists(daemon, "releases/current/")).isTrue();
        assertThat(lists(daemon, "gateway/")).isFalse();
        assertThat(reads(daemon, "control/tidegate.yaml")).isFalse();
        assertThat(readsVersions(daemon, "control/tidegate.yaml")).isTrue();
        assertThat(readsVersions(daemon, "gateway/haproxy.cfg")).isFalse();
        assertThat(reads(daemon, "releases/current/autoscaler.jar")).isTrue();
        assertThat(reads(daemon, "gateway/haproxy.cfg")).isFalse();
    }

    /** An instance that may not end its wait is given up, however well its daemon works. */
    @Test
    void aDaemonsInstanceEndsTheWaitOfItsOwnGroupOnly() {
        PolicyText daemon = PolicyText.of(Standing.control().of("use1-control-policy"));
        String groups =
                "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/";
        String action = "autoscaling:CompleteLifecycleAction";

        assertThat(daemon.lets(action, groups + "tidegate-dev-use1-control", Map.of())).isTrue();
        assertThat(daemon.lets(action, groups + "tidegate-dev-use1-chat", Map.of())).isFalse();
    }

    /** What lies in the bucket is encrypted by the region's key, whoever lays it down. */
    @Test
    void theDelivererLaysDownReleasesUnderTheKeyOfTheirBucket() {
        PolicyText deliverer = PolicyText.of(delivery().of("use1-delivery-policy"));
        String bucket = "arn:aws:s3:::tidegate-dev-use1-documents-1";
        // What the last release brought and this one does not would stay on the class path.
        assertThat(
                        deliverer.lets(
                                "s3:ListBucket", bucket, Map.of("s3:prefix", "releases/current/")))
                .isTrue();
        assertThat(deliverer.lets("s3:DeleteObject", bucket + "/releases/current/a.jar", Map.of()))
                .isTrue();
        assertThat(deliverer.lets("s3:DeleteObject", bucket + "/control/tidegate.yaml", Map.of()))
                .isFalse();
        String key = "arn:aws:kms:us-east-1:123456789012:key/1";

        assertThat(
                        deliverer.lets(
                                "s3:PutObject",
                                "arn:aws:s3:::tidegate-dev-use1-documents-1/releases/current/a.jar",
                                Map.of()))
                .isTrue();
        assertThat(
                        deliverer.lets(
                                "kms:GenerateDataKey",
                                key,
                                Map.of("kms:ResourceAliases", "alias/tidegate-dev-use1-key")))
                .isTrue();
        assertThat(
                        deliverer.lets(
                                "kms:GenerateDataKey",
                                key,
                                Map.of("kms:ResourceAliases", "alias/another")))
                .isFalse();
    }

    /** Whoever has a repository of a name that stands in for one would run what they like beside the ledger. */
    @Test
    void withoutARepositoryNobodyDelivers() {
        InProcess.Ended ended = InProcess.provision(Standing.ground(any -> {}));

        assertThat(ended.asked())
                .isNotEmpty()
                .noneMatch(resource -> resource.is("OpenIdConnectProvider"))
                .noneMatch(resource -> resource.name().contains("-delivery-"));
    }

    /** An alarm that may not use the topic's key is told nowhere, and says so nowhere. */
    @Test
    void alarmsMayUseTheKeyOfTheTopicTheyAreToldTo() {
        PolicyText key =
                PolicyText.of(
                        Standing.dev(
                                        place -> {
                                            Keys keys = new Keys(place.site());
                                            return new Standing.Component<>(keys, keys.arn());
                                        })
                                .of("use1-key"));
        Map<String, String> ours = Map.of("aws:SourceAccount", "123456789012");
        Map<String, String> others = Map.of("aws:SourceAccount", "210987654321");

        for (String action : List.of("kms:Decrypt", "kms:GenerateDataKey")) {
            assertThat(key.letsService("aps.amazonaws.com", action, ours)).isTrue();
            assertThat(key.letsService("cloudwatch.amazonaws.com", action, ours)).isTrue();
            assertThat(key.letsService("cloudwatch.amazonaws.com", action, others)).isFalse();
        }
    }

    private static Standing.Made<String> delivery() {
        return Standing.dev(
                place -> {
                    Delivery made = new Delivery(place.site(), "us/ours", List.of("use1"));
                    return new Standing.Component<>(made, made.role());
                });
    }

    /** A release that never works leaves the daemons from before: who started it learns that, and does not call it delivered. */
    @Test
    void whoReplacesDaemonsLearnsWhetherTheyWereReplaced() {
        PolicyText policy = PolicyText.of(delivery().of("use1-delivery-policy"));
        String group =
                "arn:aws:autoscaling:us-east-1:1:autoScalingGroup:1:autoScalingGroupName/tidegate-dev-use1-";

        assertThat(policy.lets("autoscaling:StartInstanceRefresh", group + "control", Map.of()))
                .isTrue();
        assertThat(policy.lets("autoscaling:StartInstanceRefresh", group + "chat", Map.of()))
                .isFalse();
        assertThat(policy.lets("autoscaling:DescribeInstanceRefreshes", "any", Map.of())).isTrue();
    }

    /** Whoever knows its name could have the service write its own flows by it otherwise. */
    @Test
    void flowsAreWrittenForThisAccountOnly() {
        Standing.Made<String> made =
                Standing.dev(place -> new Standing.Component<>(place.network(), place.key()));

        assertThat(made.of("use1-flows-role").at("assumeRolePolicy").texts())
                .singleElement()
                .asString()
                .contains("\"aws:SourceAccount\":\"123456789012\"");
    }

    /** What the program calls, and no more: a list of leave that nobody uses is a list of what may go wrong. */
    @Test
    void whatActsMeasuresAndQueuesMayCallWhatItCalls() {
        Standing.Made<String> control = Standing.control();

        assertThat(PolicyText.of(control.of("use1-control-act-policy")).actions())
                .containsExactlyInAnyOrder(
                        "autoscaling:DescribeAutoScalingGroups",
                        "autoscaling:UpdateAutoScalingGroup");
        assertThat(PolicyText.of(control.of("use1-control-metrics-policy")).actions())
                .containsExactly("aps:QueryMetrics");
        assertThat(
                        PolicyText.of(
                                        Standing.gateway(Standing.ground(any -> {}))
                                                .of("use1-gateway-policy"))
                                .actions())
                .filteredOn(action -> !action.startsWith("ssm"))
                .containsExactlyInAnyOrder(
                        "cloudwatch:PutMetricData",
                        "ec2:DescribeInstances",
                        "kms:Decrypt",
                        "s3:GetObject",
                        "s3:ListBucket");
    }

    private static boolean lists(PolicyText policy, String prefix) {
        return policy.lets("s3:ListBucket", BUCKET, Map.of("s3:prefix", prefix));
    }

    private static boolean readsVersions(PolicyText policy, String path) {
        return policy.lets("s3:GetObjectVersion", BUCKET + "/" + path, Map.of());
    }

    private static boolean reads(PolicyText policy, String path) {
        return policy.lets("s3:GetObject", BUCKET + "/" + path, Map.of());
    }
}
