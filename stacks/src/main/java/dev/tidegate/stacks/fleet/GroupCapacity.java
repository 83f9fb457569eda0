package dev.tidegate.stacks.fleet;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInitialLifecycleHookArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshPreferencesArgs;
import com.pulumi.aws.autoscaling.inputs.GroupLaunchTemplateArgs;
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

    GroupCapacity(Site site, FleetSettings fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    Group group(
            ComponentResource parent,
            Network network,
            LaunchTemplate template,
            FleetLoadBalancer front) {
        String name = site.names().physical(fleet.name());
        FleetTimes times = FleetTimes.of(fleet);
        GroupArgs.Builder args =
                GroupArgs.builder()
                        .name(name)
                        .minSize(fleet.bounds().min())
                        .maxSize(fleet.bounds().max())
                        .vpcZoneIdentifiers(network.privateSubnets())
                        .targetGroupArns(front.targetsArn().applyValue(List::of))
                        .healthCheckType("ELB")
                        .healthCheckGracePeriod((int) times.grace().toSeconds())
                        .defaultInstanceWarmup((int) times.grace().toSeconds())
                        .capacityRebalance(true)
                        // Created with the group: an instance launched in between would have no
                        // hook.
                        .initialLifecycleHooks(
                                hook(
                                        "ready",
                                        "autoscaling:EC2_INSTANCE_LAUNCHING",
                                        (int) times.heartbeat().toSeconds(),
                                        "ABANDON"),
                                hook(
                                        "drain",
                                        "autoscaling:EC2_INSTANCE_TERMINATING",
                                        (int) times.lease().toSeconds(),
                                        "CONTINUE"))
                        // No automatic rollback: Auto Scaling has none to an image that an SSM
                        // parameter names.
                        .instanceRefresh(
                                GroupInstanceRefreshArgs.builder()
                                        .strategy("Rolling")
                                        .preferences(
                                                GroupInstanceRefreshPreferencesArgs.builder()
                                                        .minHealthyPercentage(100)
                                                        .maxHealthyPercentage(110)
                                                        .skipMatching(true)
                                                        .build())
                                        .build())
                        .enabledMetrics(
                                "GroupDesiredCapacity",
                                "GroupInServiceInstances",
                                "GroupPendingInstances",
                                "GroupTerminatingInstances")
                        // The first instance takes minutes to become healthy; waiting for it would
                        // let each update time out.
                        .waitForCapacityTimeout("0")
                        .tags(MachineGroup.propagated(site.tags("fleet", name)));
        if (fleet.blockType().isPresent()) {
            // Auto Scaling refuses capacity blocks in a mixed instances policy.
            args.launchTemplate(
                    GroupLaunchTemplateArgs.builder()
                            .id(template.id())
                            .version(template.latestVersion().applyValue(String::valueOf))
                            .build());
        } else {
            args.mixedInstancesPolicy(mixed(parent, template));
        }
        if (site.can(Capability.WARM_POOL)) {
            fleet.warm()
                    .ifPresent(
                            warm ->
                                    args.warmPool(
                                            GroupWarmPoolArgs.builder()
                                                    .poolState("Stopped")
                                                    .minSize(warm.min())
                                                    .maxGroupPreparedCapacity(warm.max())
                                                    .instanceReusePolicy(
                                                            GroupWarmPoolInstanceReusePolicyArgs
                                                                    .builder()
                                                                    .reuseOnScaleIn(true)
                                                                    .build())
                                                    .build()));
        }
        return new Group(
                site.names().logical(fleet.name(), "group"),
                args.build(),
                CustomResourceOptions.merge(
                        site.keep(parent),
                        // The daemon raises and lowers the floor; an update must not reset it.
                        CustomResourceOptions.builder()
                                .ignoreChanges("minSize", "desiredCapacity")
                                .customTimeouts(
                                        CustomTimeouts.builder()
                                                .delete(times.terminationTime())
                                                .build())
                                .build()));
    }

    private GroupMixedInstancesPolicyArgs mixed(ComponentResource parent, LaunchTemplate template) {
        return GroupMixedInstancesPolicyArgs.builder()
                .instancesDistribution(
                        GroupMixedInstancesPolicyInstancesDistributionArgs.builder()
                                .onDemandAllocationStrategy("prioritized")
                                .onDemandBaseCapacity(fleet.purchase().onDemandBase())
                                .onDemandPercentageAboveBaseCapacity(
                                        fleet.purchase().onDemandShare())
                                .spotAllocationStrategy("price-capacity-optimized")
                                .build())
                .launchTemplate(
                        GroupMixedInstancesPolicyLaunchTemplateArgs.builder()
                                .launchTemplateSpecification(
                                        GroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecificationArgs
                                                .builder()
                                                .launchTemplateId(template.id())
                                                .version(
                                                        template.latestVersion()
                                                                .applyValue(String::valueOf))
                                                .build())
                                .overrides(offered(parent).applyValue(this::overrides))
                                .build())
                .build();
    }

    /** The types in order of preference: on-demand instances are bought of the first that has capacity. */
    private List<GroupMixedInstancesPolicyLaunchTemplateOverrideArgs> overrides(
            List<String> offered) {
        List<GroupMixedInstancesPolicyLaunchTemplateOverrideArgs> overrides =
                GpuQuota.leastMachineFirst(fleet).stream()
                        .filter(type -> offered.contains(type.getKey()))
                        .map(
                                type ->
                                        GroupMixedInstancesPolicyLaunchTemplateOverrideArgs
                                                .builder()
                                                .instanceType(type.getKey())
                                                .weightedCapacity(String.valueOf(type.getValue()))
                                                .build())
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

    /** The fleet's types that the region offers: AWS refuses a group that names another. */
    private Output<List<String>> offered(ComponentResource parent) {
        return Ec2Functions.getInstanceTypeOfferings(
                        GetInstanceTypeOfferingsArgs.builder()
                                .locationType("region")
                                .filters(
                                        GetInstanceTypeOfferingsFilterArgs.builder()
                                                .name("instance-type")
                                                .values(
                                                        List.copyOf(
                                                                fleet.replicasByType().keySet()))
                                                .build())
                                .build(),
                        InvokeOptions.builder().parent(parent).build())
                .applyValue(found -> found.instanceTypes());
    }

    private static GroupInitialLifecycleHookArgs hook(
            String name, String transition, int seconds, String otherwise) {
        return GroupInitialLifecycleHookArgs.builder()
                .name(name)
                .lifecycleTransition(transition)
                .heartbeatTimeout(seconds)
                .defaultResult(otherwise)
                .build();
    }
}
