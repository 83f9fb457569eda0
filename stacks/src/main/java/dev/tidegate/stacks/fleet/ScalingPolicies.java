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
        new Policy(
                site.names().logical(fleet.name(), "reactive"),
                PolicyArgs.builder()
                        .name(site.names().physical(fleet.name(), "reactive"))
                        .autoscalingGroupName(group.name())
                        .policyType("TargetTrackingScaling")
                        .targetTrackingConfiguration(
                                PolicyTargetTrackingConfigurationArgs.builder()
                                        .targetValue(BUSY_SLOTS)
                                        .customizedMetricSpecification(
                                                PolicyTargetTrackingConfigurationCustomizedMetricSpecificationArgs
                                                        .builder()
                                                        .namespace("Tidegate")
                                                        .metricName("BusySlots")
                                                        .statistic("Average")
                                                        .unit("Percent")
                                                        .metricDimensions(
                                                                PolicyTargetTrackingConfigurationCustomizedMetricSpecificationMetricDimensionArgs
                                                                        .builder()
                                                                        .name(
                                                                                "AutoScalingGroupName")
                                                                        .value(group.name())
                                                                        .build())
                                                        .build())
                                        .build())
                        .build(),
                site.under(parent));
        for (FleetSettings.Floor floor : fleet.floors()) {
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
        if (site.can(Capability.PREDICTIVE_SCALING)) {
            new Policy(
                    site.names().logical(fleet.name(), "predictive"),
                    PolicyArgs.builder()
                            .name(site.names().physical(fleet.name(), "predictive"))
                            .autoscalingGroupName(group.name())
                            .policyType("PredictiveScaling")
                            .predictiveScalingConfiguration(
                                    PolicyPredictiveScalingConfigurationArgs.builder()
                                            .mode("ForecastOnly")
                                            .metricSpecification(
                                                    PolicyPredictiveScalingConfigurationMetricSpecificationArgs
                                                            .builder()
                                                            .targetValue(BUSY_SLOTS)
                                                            .predefinedMetricPairSpecification(
                                                                    PolicyPredictiveScalingConfigurationMetricSpecificationPredefinedMetricPairSpecificationArgs
                                                                            .builder()
                                                                            .predefinedMetricType(
                                                                                    "ASGNetworkIn")
                                                                            .build())
                                                            .build())
                                            .build())
                            .build(),
                    site.under(parent));
        }
    }
}
