package dev.tidegate.stacks.observability;

import com.pulumi.aws.amp.Workspace;
import com.pulumi.aws.amp.WorkspaceArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** A region's metrics workspace, alert rules, and saturation alarm. */
public final class Monitoring extends ComponentResource {
    private static final String SATURATED =
            "This region can take no more work: at each of its gateways every fleet has"
                    + " had a queue that turns requests away, for three minutes";

    private final Output<String> workspaceArn;
    private final Output<String> endpoint;
    private final Output<String> topic;
    private final Output<String> saturationAlarm;

    public Monitoring(Site site, Output<String> key) {
        super("tidegate:observability:Watch", site.names().logical("watch"), site.component());
        String name = site.names().physical("watch");
        Map<String, String> tags = site.tags("observability", name);
        Workspace workspace =
                new Workspace(
                        site.names().logical("watch", "workspace"),
                        WorkspaceArgs.builder().alias(name).kmsKeyArn(key).tags(tags).build(),
                        site.keep(this));
        topic = pager(site, name, key, workspace, tags).topic();
        FailedRefreshes.attach(site, this, topic, tags);
        // The daemons' instances collect the metrics that the rules query: without them the rules
        // would see no data.
        if (site.can(Capability.CONTROL)) {
            Alerts.attach(site, this, workspace, topic, tags);
        }
        saturationAlarm = alarmWhenSaturated(site, tags).name();
        workspaceArn = workspace.arn();
        endpoint = workspace.prometheusEndpoint();
        registerOutputs(Map.of("workspace", workspaceArn, "topic", topic));
    }

    public Output<String> workspaceArn() {
        return workspaceArn;
    }

    /** The workspace's endpoint, which takes SigV4-signed requests. */
    public Output<String> endpoint() {
        return endpoint;
    }

    public Output<String> topic() {
        return topic;
    }

    /** Name of the alarm, available once it exists: Route 53 refuses a health check of a missing alarm. */
    public Output<String> saturationAlarm() {
        return saturationAlarm;
    }

    private Pager pager(
            Site site,
            String name,
            Output<String> key,
            Workspace workspace,
            Map<String, String> tags) {
        return new Pager(site, this, "watch", name, key, arn -> policy(arn, workspace), tags);
    }

    private static Output<String> policy(Output<String> topic, Workspace workspace) {
        return Output.tuple(topic, workspace.arn())
                .applyValue(arns -> Statement.ofTopic(arns.t1, arns.t2));
    }

    private MetricAlarm alarmWhenSaturated(Site site, Map<String, String> tags) {
        Map<String, String> dimensions =
                Map.of(
                        "Environment", site.ground().environment(),
                        "Region", site.names().region());
        return new MetricAlarm(
                site.names().logical("watch", "saturated"),
                MetricAlarmArgs.builder()
                        .name(site.names().physical("saturated"))
                        .alarmDescription(SATURATED)
                        .namespace("Tidegate")
                        .metricName("Saturated")
                        .dimensions(dimensions)
                        .statistic("Minimum")
                        .period(60)
                        .evaluationPeriods(3)
                        .datapointsToAlarm(3)
                        .comparisonOperator("GreaterThanOrEqualToThreshold")
                        .threshold(1.0)
                        // Missing data must not move a region's load; a silent gateway is found by
                        // the health check of its endpoint.
                        .treatMissingData("notBreaching")
                        .alarmActions(topic.applyValue(List::of))
                        .okActions(topic.applyValue(List::of))
                        .tags(tags)
                        .build(),
                site.under(this));
    }
}
