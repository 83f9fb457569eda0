package dev.tidegate.stacks.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.MotoServer;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Recorded;
import dev.tidegate.stacks.wire.Runs;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** All that staging asked for of what the emulator has, created there and read back: the services' own checks stand behind each call. */
@Needs(Component.MOTO)
class AppliedIT {
    private static MotoServer moto;
    private static Account account;
    private static Ec2Client ec2;
    private static AutoScalingClient scaling;
    private static ElasticLoadBalancingV2Client balancers;
    private static ElastiCacheClient caches;
    private static IamClient iam;
    private static Networks networks;

    @BeforeAll
    static void apply() {
        moto = MotoServer.start();
        account = new Account(Runs.up("staging"), moto.endpoint());
        ec2 = account.client(Ec2Client.builder());
        scaling = account.client(AutoScalingClient.builder());
        balancers = account.client(ElasticLoadBalancingV2Client.builder());
        caches = account.client(ElastiCacheClient.builder());
        iam = account.client(IamClient.builder());
        new Rights(account, iam).create();
        networks = new Networks(account, ec2);
        networks.create();
        new Fleets(account, balancers, scaling).create();
        new Caches(account, caches).create();
    }

    @AfterAll
    static void stop() {
        List.<SdkAutoCloseable>of(ec2, scaling, balancers, caches, iam)
                .forEach(SdkAutoCloseable::close);
        moto.close();
    }

    @Test
    void templatesStandAsTheyWereAskedFor() {
        Property asked = account.inputs("use1-chat-template");

        var stands = networks.template("tidegate-staging-use1-chat");

        Networks.TEMPLATE.assertSame(stands, asked, 10);
        assertThat(stands.metadataOptions().httpTokensAsString()).isEqualTo("required");
        assertThat(stands.blockDeviceMappings().get(0).ebs().encrypted()).isTrue();
    }

    /** The provider's default tags stop at the template: what a group launches has the tags of the template's specifications. */
    @Test
    void defaultTagsDoNotReachWhatAGroupLaunchesButTheTemplatesDo() {
        assertThat(networks.template("tidegate-staging-use1-chat").tagSpecifications())
                .extracting(each -> each.resourceTypeAsString())
                .containsExactlyInAnyOrder("instance", "volume", "network-interface");
        assertThat(group("tidegate-staging-use1-chat").instances())
                .isNotEmpty()
                .allSatisfy(
                        instance ->
                                assertThat(tags(instance.instanceId()))
                                        .containsEntry("tidegate:environment", "staging")
                                        .containsEntry("tidegate:room", "fleet"));
    }

    @Test
    void groupsStandAsTheyWereAskedFor() {
        AutoScalingGroup stands = group("tidegate-staging-use1-chat");
        Property asked = account.inputs("use1-chat-group");

        Fleets.GROUP.assertSame(stands, asked, 20);
        assertThat(stands.healthCheckType()).isEqualTo("ELB");
        assertThat(stands.targetGroupARNs())
                .isEqualTo(asked.at("targetGroupArns").texts().toList());
        assertThat(stands.mixedInstancesPolicy().launchTemplate().overrides())
                .hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void hooksAndWarmPoolHoldNewcomersAndLeavers() {
        String group = "tidegate-staging-use1-chat";

        assertThat(hooks(group)).containsExactlyInAnyOrder("ready ABANDON", "drain CONTINUE");
        new Shape()
                .assertSame(
                        scaling.describeWarmPool(request -> request.autoScalingGroupName(group))
                                .warmPoolConfiguration(),
                        account.inputs("use1-chat-group").at("warmPool"),
                        3);
    }

    /** A daemon that never works takes no other's place. */
    @Test
    void daemonsAreHeldUntilTheyWork() {
        assertThat(hooks("tidegate-staging-use1-control")).containsExactly("ready ABANDON");
    }

    @Test
    void policiesFollowTheBusySlots() {
        var policies =
                scaling
                        .describePolicies(
                                request ->
                                        request.autoScalingGroupName("tidegate-staging-use1-chat"))
                        .scalingPolicies()
                        .stream()
                        .filter(policy -> policy.policyType().equals("TargetTrackingScaling"))
                        .toList();

        assertThat(policies)
                .singleElement()
                .satisfies(
                        policy ->
                                Fleets.POLICY.assertSame(
                                        policy, account.inputs("use1-chat-reactive"), 6));
    }

    /** Its cluster tells pods to it by their addresses, and may do so for the tag it bears. */
    @Test
    void aFleetOfPodsHasATargetGroupForThemInTheClustersName() {
        var targets =
                balancers
                        .describeTargetGroups(request -> request.names("staging-use1-code"))
                        .targetGroups()
                        .get(0);

        assertThat(targets.targetTypeAsString()).isEqualTo("ip");
        assertThat(
                        balancers
                                .describeTags(
                                        request -> request.resourceArns(targets.targetGroupArn()))
                                .tagDescriptions()
                                .get(0)
                                .tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .contains("eks:eks-cluster-name=tidegate-staging-use1-cluster");
    }

    @Test
    void balancersStandAndAskWhetherReplicasAnswer() {
        var targets = balancers.describeTargetGroups(request -> request.names("staging-use1-chat"));
        var inFront =
                balancers.describeLoadBalancers(request -> request.names("staging-use1-chat"));

        Fleets.TARGETS.assertSame(
                targets.targetGroups().get(0), account.inputs("use1-chat-targets"), 10);
        Fleets.BALANCER.assertSame(
                inFront.loadBalancers().get(0), account.inputs("use1-chat-balancer"), 2);
        assertThat(inFront.loadBalancers().get(0).schemeAsString()).isEqualTo("internal");
    }

    @Test
    void theCacheIsEncryptedAndFailsOver() {
        var stands =
                caches.describeReplicationGroups(
                                request -> request.replicationGroupId("staging-use1-cache"))
                        .replicationGroups()
                        .get(0);

        Caches.NODES.assertSame(stands, account.inputs("use1-cache-nodes"), 4);
        assertThat(stands.transitEncryptionEnabled()).isTrue();
        assertThat(stands.atRestEncryptionEnabled()).isTrue();
        assertThat(stands.multiAZAsString()).isEqualTo("enabled");
    }

    @Test
    void theCacheKnowsItsUsers() {
        var stand = caches.describeUsers(request -> request.userId("staging-use1-cache-gateway"));

        Caches.USER.assertSame(stand.users().get(0), account.inputs("use1-cache-user-gateway"), 4);
        assertThat(stand.users().get(0).authentication().passwordCount()).isEqualTo(1);
    }

    @Test
    void eachRoomHasARoleOfItsOwnWithItsPolicyInline() {
        for (Recorded.Asked policy : account.of("aws:iam/rolePolicy:RolePolicy")) {
            Property asked = account.inputs(policy);
            String role = text(asked, "role");

            String stands =
                    iam.getRolePolicy(
                                    request ->
                                            request.roleName(role).policyName(text(asked, "name")))
                            .policyDocument();

            assertThat(URLDecoder.decode(stands, StandardCharsets.UTF_8))
                    .isEqualTo(text(asked, "policy"));
            assertThat(iam.listRolePolicies(request -> request.roleName(role)).policyNames())
                    .as(role)
                    .hasSize(1);
        }
    }

    @Test
    void pagesGoToAnEncryptedTopic() {
        try (SnsClient sns = account.client(SnsClient.builder())) {
            Property asked = account.inputs("use1-watch-pager");
            String arn =
                    sns.createTopic(
                                    request ->
                                            request.name(text(asked, "name"))
                                                    .attributes(
                                                            Map.of(
                                                                    "KmsMasterKeyId",
                                                                    text(asked, "kmsMasterKeyId"))))
                            .topicArn();

            Map<String, String> stands =
                    sns.getTopicAttributes(request -> request.topicArn(arn)).attributes();

            assertThat(stands).containsEntry("KmsMasterKeyId", text(asked, "kmsMasterKeyId"));
            assertThat(arn).endsWith(":" + text(asked, "name"));
        }
    }

    /** Where images are looked up at each launch, the service has one: a misspelt path would be found by the first instance. */
    @Test
    void theParameterBehindAnImageExists() {
        String parameter =
                text(account.inputs("use1-gateway-template"), "imageId")
                        .substring("resolve:ssm:".length());

        try (SsmClient parameters = account.client(SsmClient.builder())) {
            assertThat(
                            parameters
                                    .getParameter(request -> request.name(parameter))
                                    .parameter()
                                    .value())
                    .startsWith("ami-");
        }
    }

    private static List<String> hooks(String group) {
        return scaling
                .describeLifecycleHooks(request -> request.autoScalingGroupName(group))
                .lifecycleHooks()
                .stream()
                .map(hook -> hook.lifecycleHookName() + " " + hook.defaultResult())
                .toList();
    }

    private static AutoScalingGroup group(String name) {
        return scaling.describeAutoScalingGroups(request -> request.autoScalingGroupNames(name))
                .autoScalingGroups()
                .get(0);
    }

    private static Map<String, String> tags(String instance) {
        return ec2
                .describeTags(
                        request ->
                                request.filters(
                                        Filter.builder()
                                                .name("resource-id")
                                                .values(instance)
                                                .build()))
                .tags()
                .stream()
                .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
    }

    private static String text(Property inputs, String key) {
        return inputs.at(key).texts().findFirst().orElseThrow();
    }
}
