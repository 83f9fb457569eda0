package dev.tidegate.stacks.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.MotoServer;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Recorded;
import dev.tidegate.stacks.wire.Runs;
import dev.tidegate.stacks.wire.Values;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** The dev stack's network and fleet in moto: the service's own checks of names, sizes and forms stand behind each call. */
@Needs(Component.MOTO)
class FleetAppliedIT {
    private static final Recorded ASKED = Runs.up("dev");

    private static MotoServer moto;
    private static Ec2Client ec2;
    private static AutoScalingClient scaling;
    private static String group;

    @BeforeAll
    static void apply() {
        moto = MotoServer.start();
        StaticCredentialsProvider anyone =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        ec2 =
                Ec2Client.builder()
                        .endpointOverride(moto.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(anyone)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
        scaling =
                AutoScalingClient.builder()
                        .endpointOverride(moto.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(anyone)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
        String vpc =
                ec2.createVpc(request -> request.cidrBlock(text("use1-vpc", "cidrBlock")))
                        .vpc()
                        .vpcId();
        String subnets =
                ASKED.of("aws:ec2/subnet:Subnet").stream()
                        .filter(asked -> asked.name().contains("private"))
                        .map(
                                asked ->
                                        ec2.createSubnet(
                                                        request ->
                                                                request.vpcId(vpc)
                                                                        .availabilityZone(
                                                                                text(
                                                                                        asked
                                                                                                .name(),
                                                                                        "availabilityZone"))
                                                                        .cidrBlock(
                                                                                text(
                                                                                        asked
                                                                                                .name(),
                                                                                        "cidrBlock")))
                                                .subnet()
                                                .subnetId())
                        .collect(Collectors.joining(","));
        createTemplate();
        createGroup(subnets);
    }

    @AfterAll
    static void stop() {
        scaling.close();
        ec2.close();
        moto.close();
    }

    @Test
    void theTemplateStandsAsItWasAskedFor() {
        LaunchTemplateVersion version =
                ec2.describeLaunchTemplateVersions(
                                request ->
                                        request.launchTemplateName(
                                                text("use1-chat-template", "name")))
                        .launchTemplateVersions()
                        .get(0);

        assertThat(version.launchTemplateData().metadataOptions().httpTokensAsString())
                .isEqualTo("required");
        assertThat(version.launchTemplateData().userData())
                .isEqualTo(text("use1-chat-template", "userData"));
        assertThat(version.launchTemplateData().blockDeviceMappings().get(0).ebs().encrypted())
                .isTrue();
    }

    @Test
    void theGroupStandsAsItWasAskedFor() {
        AutoScalingGroup read =
                scaling.describeAutoScalingGroups(request -> request.autoScalingGroupNames(group))
                        .autoScalingGroups()
                        .get(0);
        InstancesDistribution distribution = read.mixedInstancesPolicy().instancesDistribution();

        assertThat(read.minSize()).isEqualTo(number("use1-chat-group", "minSize"));
        assertThat(read.maxSize()).isEqualTo(number("use1-chat-group", "maxSize"));
        assertThat(read.healthCheckType()).isEqualTo("ELB");
        assertThat(read.availabilityZones()).hasSize(2);
        assertThat(distribution.onDemandBaseCapacity()).isEqualTo(1);
        assertThat(distribution.spotAllocationStrategy()).isEqualTo("price-capacity-optimized");
        assertThat(read.mixedInstancesPolicy().launchTemplate().overrides())
                .extracting(LaunchTemplateOverrides::instanceType)
                .hasSizeGreaterThanOrEqualTo(10)
                .contains("g6.xlarge", "g6.12xlarge");
        assertThat(read.tags()).allMatch(tag -> tag.propagateAtLaunch());
    }

    @Test
    void itsHooksHoldNewcomersAndLeavers() {
        List<LifecycleHook> hooks =
                scaling.describeLifecycleHooks(request -> request.autoScalingGroupName(group))
                        .lifecycleHooks();

        assertThat(hooks)
                .extracting(LifecycleHook::lifecycleHookName)
                .containsExactlyInAnyOrder("ready", "drain");
        assertThat(hooks)
                .filteredOn(hook -> hook.lifecycleHookName().equals("ready"))
                .allSatisfy(hook -> assertThat(hook.heartbeatTimeout()).isEqualTo(510));
    }

    @Test
    void itsWarmPoolIsBounded() {
        var pool =
                scaling.describeWarmPool(request -> request.autoScalingGroupName(group))
                        .warmPoolConfiguration();

        assertThat(pool.minSize()).isEqualTo(1);
        assertThat(pool.maxGroupPreparedCapacity()).isEqualTo(3);
        assertThat(pool.poolStateAsString()).isEqualTo("Stopped");
    }

    @Test
    void theReactiveLayerFollowsTheBusySlots() {
        List<ScalingPolicy> policies =
                scaling.describePolicies(request -> request.autoScalingGroupName(group))
                        .scalingPolicies();

        assertThat(policies)
                .singleElement()
                .satisfies(
                        policy -> {
                            assertThat(policy.policyType()).isEqualTo("TargetTrackingScaling");
                            assertThat(policy.targetTrackingConfiguration().targetValue())
                                    .isEqualTo(70.0);
                        });
    }

    private static void createTemplate() {
        Property disk =
                at("use1-chat-template", "blockDeviceMappings").each().findFirst().orElseThrow();
        ec2.createLaunchTemplate(
                request ->
                        request.launchTemplateName(text("use1-chat-template", "name"))
                                .launchTemplateData(
                                        data ->
                                                data
                                                        // The emulator looks no parameter up: an
                                                        // image of its own stands for the one
                                                        // behind the parameter.
                                                        .imageId("ami-12c6146b")
                                                        .userData(
                                                                text(
                                                                        "use1-chat-template",
                                                                        "userData"))
                                                        .metadataOptions(
                                                                options ->
                                                                        options.httpTokens(
                                                                                        text(
                                                                                                "use1-chat-template",
                                                                                                "metadataOptions.httpTokens"))
                                                                                .httpPutResponseHopLimit(
                                                                                        number(
                                                                                                "use1-chat-template",
                                                                                                "metadataOptions.httpPutResponseHopLimit")))
                                                        .blockDeviceMappings(
                                                                LaunchTemplateBlockDeviceMappingRequest
                                                                        .builder()
                                                                        .deviceName(
                                                                                only(
                                                                                        disk.at(
                                                                                                "deviceName")))
                                                                        .ebs(
                                                                                ebs ->
                                                                                        ebs.volumeType(
                                                                                                        only(
                                                                                                                disk
                                                                                                                        .at(
                                                                                                                                "ebs.volumeType")))
                                                                                                .volumeSize(
                                                                                                        whole(
                                                                                                                disk
                                                                                                                        .at(
                                                                                                                                "ebs.volumeSize")))
                                                                                                .encrypted(
                                                                                                        Boolean
                                                                                                                .valueOf(
                                                                                                                        only(
                                                                                                                                disk
                                                                                                                                        .at(
                                                                                                                                                "ebs.encrypted")))))
                                                                        .build())));
    }

    private static void createGroup(String subnets) {
        String name = "use1-chat-group";
        group = text(name, "name");
        Property distribution = at(name, "mixedInstancesPolicy.instancesDistribution");
        List<LaunchTemplateOverrides> overrides =
                at(name, "mixedInstancesPolicy.launchTemplate.overrides")
                        .each()
                        .map(
                                type ->
                                        LaunchTemplateOverrides.builder()
                                                .instanceType(only(type.at("instanceType")))
                                                .weightedCapacity(only(type.at("weightedCapacity")))
                                                .build())
                        .toList();
        scaling.createAutoScalingGroup(
                request ->
                        request.autoScalingGroupName(group)
                                .minSize(number(name, "minSize"))
                                .maxSize(number(name, "maxSize"))
                                .vpcZoneIdentifier(subnets)
                                .healthCheckType(text(name, "healthCheckType"))
                                .healthCheckGracePeriod(number(name, "healthCheckGracePeriod"))
                                .capacityRebalance(true)
                                .mixedInstancesPolicy(
                                        policy ->
                                                policy.instancesDistribution(
                                                                mix ->
                                                                        mix.onDemandAllocationStrategy(
                                                                                        only(
                                                                                                distribution
                                                                                                        .at(
                                                                                                                "onDemandAllocationStrategy")))
                                                                                .onDemandBaseCapacity(
                                                                                        whole(
                                                                                                distribution
                                                                                                        .at(
                                                                                                                "onDemandBaseCapacity")))
                                                                                .onDemandPercentageAboveBaseCapacity(
                                                                                        whole(
                                                                                                distribution
                                                                                                        .at(
                                                                                                                "onDemandPercentageAboveBaseCapacity")))
                                                                                .spotAllocationStrategy(
                                                                                        only(
                                                                                                distribution
                                                                                                        .at(
                                                                                                                "spotAllocationStrategy"))))
                                                        .launchTemplate(
                                                                template ->
                                                                        template.launchTemplateSpecification(
                                                                                        named ->
                                                                                                named.launchTemplateName(
                                                                                                                text(
                                                                                                                        "use1-chat-template",
                                                                                                                        "name"))
                                                                                                        .version(
                                                                                                                "$Latest"))
                                                                                .overrides(
                                                                                        overrides)))
                                .tags(
                                        at(name, "tags")
                                                .each()
                                                .map(
                                                        tag ->
                                                                Tag.builder()
                                                                        .key(only(tag.at("key")))
                                                                        .value(
                                                                                only(
                                                                                        tag.at(
                                                                                                "value")))
                                                                        .propagateAtLaunch(
                                                                                tag.at(
                                                                                                "propagateAtLaunch")
                                                                                        .equals(
                                                                                                new Property
                                                                                                        .Flag(
                                                                                                        true)))
                                                                        .build())
                                                .toList()));
        at(name, "initialLifecycleHooks")
                .each()
                .forEach(
                        hook ->
                                scaling.putLifecycleHook(
                                        request ->
                                                request.autoScalingGroupName(group)
                                                        .lifecycleHookName(only(hook.at("name")))
                                                        .lifecycleTransition(
                                                                only(
                                                                        hook.at(
                                                                                "lifecycleTransition")))
                                                        .heartbeatTimeout(
                                                                whole(hook.at("heartbeatTimeout")))
                                                        .defaultResult(
                                                                only(hook.at("defaultResult")))));
        scaling.putWarmPool(
                request ->
                        request.autoScalingGroupName(group)
                                .poolState(text(name, "warmPool.poolState"))
                                .minSize(number(name, "warmPool.minSize"))
                                .maxGroupPreparedCapacity(
                                        number(name, "warmPool.maxGroupPreparedCapacity")));
        Property tracking = at("use1-chat-reactive", "targetTrackingConfiguration");
        scaling.putScalingPolicy(
                request ->
                        request.autoScalingGroupName(group)
                                .policyName(text("use1-chat-reactive", "name"))
                                .policyType(text("use1-chat-reactive", "policyType"))
                                .targetTrackingConfiguration(
                                        target ->
                                                target.targetValue(
                                                                ((Property.Numeral)
                                                                                tracking.at(
                                                                                        "targetValue"))
                                                                        .value())
                                                        .customizedMetricSpecification(
                                                                metric ->
                                                                        metric.namespace(
                                                                                        only(
                                                                                                tracking
                                                                                                        .at(
                                                                                                                "customizedMetricSpecification.namespace")))
                                                                                .metricName(
                                                                                        only(
                                                                                                tracking
                                                                                                        .at(
                                                                                                                "customizedMetricSpecification.metricName")))
                                                                                .statistic(
                                                                                        only(
                                                                                                tracking
                                                                                                        .at(
                                                                                                                "customizedMetricSpecification.statistic"))))));
    }

    private static Property at(String resource, String path) {
        return Values.property(ASKED.named(resource).properties()).at(path);
    }

    private static String text(String resource, String path) {
        return only(at(resource, path));
    }

    private static int number(String resource, String path) {
        return whole(at(resource, path));
    }

    private static String only(Property property) {
        return ((Property.Text) property).value();
    }

    private static int whole(Property property) {
        return (int) ((Property.Numeral) property).value();
    }
}
