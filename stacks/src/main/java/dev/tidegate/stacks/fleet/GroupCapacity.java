package dev.tidegate.stacks.fleet;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInitialLifecycleHookArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshPreferencesArgs;
import com.pulumi.aws.autoscaling.inputs.GroupMixedInstancesPolicyArgs;
import com.pulumi.aws.autoscaling.inputs.GroupMixedInstancesPolicyInstancesDistributionArgs;
import com.pulumi.aws.autoscaling.inputs.GroupMixedInstancesPolicyLaunchTemplateArgs;
import com.pulumi.aws.autoscaling.inputs.GroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecificationArgs;
import com.pulumi.aws.autoscaling.inputs.GroupMixedInstancesPolicyLaunchTemplateOverrideArgs;
import com.pulumi.aws.autoscaling.inputs.GroupWarmPoolArgs;
import com.pulumi.aws.autoscaling.inputs.GroupWarmPoolInstanceReusePolicyArgs;
import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.inputs.GetInstanceTypeOfferingsArgs;
import com.pulumi.aws.ec2.inputs.GetInstanceTypeOfferingsFilterArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import dev.tidegate.stacks.machine.MachineGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/** A fleet's Auto Scaling group: size, instance types and purchase options. */
final class GroupCapacity {
    private final Site site;
    private final FleetSettings fleet;
    private final FleetTimes times;

    GroupCapacity(Site site, FleetSettings fleet) {
        this.site = site;
        this.fleet = fleet;
        this.times = FleetTimes.of(fleet);
    }

    Group group(
            ComponentResource parent,
            Network network,
            LaunchTemplate template,
            FleetLoadBalancer loadBalancer) {
        GroupArgs.Builder args = args(network, loadBalancer);
        if (fleet.blockType().isPresent()) {
            // Auto Scaling refuses capacity blocks in a mixed instances policy.
            args.launchTemplate(MachineGroup.latest(template));
        } else {
            args.mixedInstancesPolicy(mixedInstances(parent, template));
        }
        if (site.can(Capability.WARM_POOL)) {
            fleet.warm().ifPresent(warm -> args.warmPool(warmPool(warm)));
        }
        return new Group(
                site.names().logical(fleet.name(), "group"),
                args.build(),
                CustomResourceOptions.merge(site.keep(parent), ignoreFloor()));
    }

    private GroupArgs.Builder args(Network network, FleetLoadBalancer loadBalancer) {
        String name = site.names().physical(fleet.name());
        int graceSeconds = (int) times.grace().toSeconds();
        return GroupArgs.builder()
                .name(name)
                .minSize(fleet.bounds().min())
                .maxSize(fleet.bounds().max())
                .vpcZoneIdentifiers(network.privateSubnets())
                .targetGroupArns(loadBalancer.targetsArn().applyValue(List::of))
                .healthCheckType("ELB")
                .healthCheckGracePeriod(graceSeconds)
                .defaultInstanceWarmup(graceSeconds)
                .capacityRebalance(true)
                // Created with the group: an instance launched in between would have no hook.
                .initialLifecycleHooks(launchHook(), terminateHook())
                .instanceRefresh(rollingRefresh())
                .enabledMetrics(
                        "GroupDesiredCapacity",
                        "GroupInServiceInstances",
                        "GroupPendingInstances",
                        "GroupTerminatingInstances")
                // The first instance takes minutes to become healthy; waiting for it would let
                // each update time out.
                .waitForCapacityTimeout("0")
                .tags(MachineGroup.propagated(site.tags("fleet", name)));
    }

    /** The daemon raises and lowers the floor; an update must not reset it. */
    private CustomResourceOptions ignoreFloor() {
        return CustomResourceOptions.builder()
                .ignoreChanges("minSize", "desiredCapacity")
                .customTimeouts(CustomTimeouts.builder().delete(times.terminationTime()).build())
                .build();
    }

    private GroupInitialLifecycleHookArgs launchHook() {
        return GroupInitialLifecycleHookArgs.builder()
                .name("ready")
                .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                .heartbeatTimeout((int) times.heartbeat().toSeconds())
                .defaultResult("ABANDON")
                .build();
    }

    private GroupInitialLifecycleHookArgs terminateHook() {
        return GroupInitialLifecycleHookArgs.builder()
                .name("drain")
                .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING")
                .heartbeatTimeout((int) times.lease().toSeconds())
                .defaultResult("CONTINUE")
                .build();
    }

    /** No automatic rollback: Auto Scaling has none to an image that an SSM parameter names. */
    private static GroupInstanceRefreshArgs rollingRefresh() {
        return GroupInstanceRefreshArgs.builder()
                .strategy("Rolling")
                .preferences(
                        GroupInstanceRefreshPreferencesArgs.builder()
                                .minHealthyPercentage(100)
                                .maxHealthyPercentage(110)
                                .skipMatching(true)
                                .build())
                .build();
    }

    private static GroupWarmPoolArgs warmPool(FleetSettings.Warm warm) {
        return GroupWarmPoolArgs.builder()
                .poolState("Stopped")
                .minSize(warm.min())
                .maxGroupPreparedCapacity(warm.max())
                .instanceReusePolicy(
                        GroupWarmPoolInstanceReusePolicyArgs.builder().reuseOnScaleIn(true).build())
                .build();
    }

    private GroupMixedInstancesPolicyArgs mixedInstances(
            ComponentResource parent, LaunchTemplate template) {
        return GroupMixedInstancesPolicyArgs.builder()
                .instancesDistribution(distribution())
                .launchTemplate(
                        GroupMixedInstancesPolicyLaunchTemplateArgs.builder()
                                .launchTemplateSpecification(latest(template))
                                .overrides(offeredTypes(parent).applyValue(this::overrides))
                                .build())
                .build();
    }

    private GroupMixedInstancesPolicyInstancesDistributionArgs distribution() {
        return GroupMixedInstancesPolicyInstancesDistributionArgs.builder()
                .onDemandAllocationStrategy("prioritized")
                .onDemandBaseCapacity(fleet.purchase().onDemandBase())
                .onDemandPercentageAboveBaseCapacity(fleet.purchase().onDemandShare())
                .spotAllocationStrategy("price-capacity-optimized")
                .build();
    }

    private static GroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecificationArgs latest(
            LaunchTemplate template) {
        return GroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecificationArgs.builder()
                .launchTemplateId(template.id())
                .version(template.latestVersion().applyValue(String::valueOf))
                .build();
    }

    /** The types in order of preference: on-demand instances are bought of the first that has capacity. */
    private List<GroupMixedInstancesPolicyLaunchTemplateOverrideArgs> overrides(
            List<String> offeredTypes) {
        List<GroupMixedInstancesPolicyLaunchTemplateOverrideArgs> overrides =
                GpuQuota.byVcpusPerReplica(fleet).stream()
                        .filter(type -> offeredTypes.contains(type.getKey()))
                        .map(type -> override(type.getKey(), type.getValue()))
                        .toList();
        if (overrides.isEmpty()) {
            throw new IllegalArgumentException(
                    site.names().region()
                            + " offers no instance type for fleet "
                            + fleet.name()
                            + ": choose another family or region");
        }
        return overrides;
    }

    private static GroupMixedInstancesPolicyLaunchTemplateOverrideArgs override(
            String type, int replicas) {
        return GroupMixedInstancesPolicyLaunchTemplateOverrideArgs.builder()
                .instanceType(type)
                .weightedCapacity(String.valueOf(replicas))
                .build();
    }

    /** The fleet's types that the region offers: AWS refuses a group that names another. */
    private Output<List<String>> offeredTypes(ComponentResource parent) {
        var ofFleet =
                GetInstanceTypeOfferingsFilterArgs.builder()
                        .name("instance-type")
                        .values(List.copyOf(fleet.replicasByType().keySet()))
                        .build();
        return Ec2Functions.getInstanceTypeOfferings(
                        GetInstanceTypeOfferingsArgs.builder()
                                .locationType("region")
                                .filters(ofFleet)
                                .build(),
                        InvokeOptions.builder().parent(parent).build())
                .applyValue(found -> found.instanceTypes());
    }
}
