package dev.tidegate.stacks.fleet;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.Policy;
import com.pulumi.aws.autoscaling.PolicyArgs;
import com.pulumi.aws.autoscaling.Schedule;
import com.pulumi.aws.autoscaling.ScheduleArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyPredictiveScalingConfigurationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyPredictiveScalingConfigurationMetricSpecificationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyPredictiveScalingConfigurationMetricSpecificationPredefinedMetricPairSpecificationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationCustomizedMetricSpecificationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationCustomizedMetricSpecificationMetricDimensionArgs;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;

/** What scales the group above the daemon's floor: target tracking, schedules, and AWS predictive scaling in forecast-only mode for comparison. */
final class ScalingPolicies {
    /** Target tracking: percent of a replica's slots in use. */
    private static final double BUSY_SLOTS = 70.0;

    private final Site site;
    private final FleetSettings fleet;

    ScalingPolicies(Site site, FleetSettings fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    void attach(ComponentResource parent, Group group) {
        targetTracking(parent, group);
        fleet.floors().forEach(floor -> schedule(parent, group, floor));
        if (site.can(Capability.PREDICTIVE_SCALING)) {
            predictive(parent, group);
        }
    }

    private void targetTracking(ComponentResource parent, Group group) {
        var busySlots =
                PolicyTargetTrackingConfigurationArgs.builder()
                        .targetValue(BUSY_SLOTS)
                        .customizedMetricSpecification(busySlots(group))
                        .build();
        new Policy(
                site.names().logical(fleet.name(), "reactive"),
                PolicyArgs.builder()
                        .name(site.names().physical(fleet.name(), "reactive"))
                        .autoscalingGroupName(group.name())
                        .policyType("TargetTrackingScaling")
                        .targetTrackingConfiguration(busySlots)
                        .build(),
                site.under(parent));
    }

    private static PolicyTargetTrackingConfigurationCustomizedMetricSpecificationArgs busySlots(
            Group group) {
        var ofGroup =
                PolicyTargetTrackingConfigurationCustomizedMetricSpecificationMetricDimensionArgs
                        .builder()
                        .name("AutoScalingGroupName")
                        .value(group.name())
                        .build();
        return PolicyTargetTrackingConfigurationCustomizedMetricSpecificationArgs.builder()
                .namespace("Tidegate")
                .metricName("BusySlots")
                .statistic("Average")
                .unit("Percent")
                .metricDimensions(ofGroup)
                .build();
    }

    private void schedule(ComponentResource parent, Group group, FleetSettings.Floor floor) {
        new Schedule(
                site.names().logical(fleet.name(), "floor", floor.name()),
                ScheduleArgs.builder()
                        .autoscalingGroupName(group.name())
                        .scheduledActionName(site.names().physical(fleet.name(), floor.name()))
                        .recurrence(floor.cron())
                        .timeZone("UTC")
                        .minSize(floor.min())
                        // -1 leaves a size as it is; 0 would set it.
                        .maxSize(-1)
                        .desiredCapacity(-1)
                        .build(),
                site.under(parent));
    }

    private void predictive(ComponentResource parent, Group group) {
        var forecastOnly =
                PolicyPredictiveScalingConfigurationArgs.builder()
                        .mode("ForecastOnly")
                        .metricSpecification(networkTraffic())
                        .build();
        new Policy(
                site.names().logical(fleet.name(), "predictive"),
                PolicyArgs.builder()
                        .name(site.names().physical(fleet.name(), "predictive"))
                        .autoscalingGroupName(group.name())
                        .policyType("PredictiveScaling")
                        .predictiveScalingConfiguration(forecastOnly)
                        .build(),
                site.under(parent));
    }

    private static PolicyPredictiveScalingConfigurationMetricSpecificationArgs networkTraffic() {
        var networkIn =
                PolicyPredictiveScalingConfigurationMetricSpecificationPredefinedMetricPairSpecificationArgs
                        .builder()
                        .predefinedMetricType("ASGNetworkIn")
                        .build();
        return PolicyPredictiveScalingConfigurationMetricSpecificationArgs.builder()
                .targetValue(BUSY_SLOTS)
                .predefinedMetricPairSpecification(networkIn)
                .build();
    }
}
