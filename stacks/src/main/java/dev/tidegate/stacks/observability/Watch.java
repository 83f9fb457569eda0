package dev.tidegate.stacks.observability;

import com.pulumi.aws.amp.AlertManagerDefinition;
import com.pulumi.aws.amp.AlertManagerDefinitionArgs;
import com.pulumi.aws.amp.RuleGroupNamespace;
import com.pulumi.aws.amp.RuleGroupNamespaceArgs;
import com.pulumi.aws.amp.Workspace;
import com.pulumi.aws.amp.WorkspaceArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.render.AlertRules;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** A region's metrics, rules and alarm. */
public final class Watch extends ComponentResource {
    private final Output<String> workspaceArn;
    private final Output<String> endpoint;
    private final Output<String> topic;
    private final Output<String> saturationAlarm;

    public Watch(Site site, Output<String> key) {
        super("tidegate:observability:Watch", site.names().logical("watch"), site.component());
        String name = site.names().physical("watch");
        Map<String, String> tags = site.tags("observability", name);
        Workspace workspace =
                new Workspace(
                        site.names().logical("watch", "workspace"),
                        WorkspaceArgs.builder().alias(name).kmsKeyArn(key).tags(tags).build(),
                        site.keep(this));
        new RuleGroupNamespace(
                site.names().logical("watch", "rules"),
                RuleGroupNamespaceArgs.builder()
                        .name("tidegate")
                        .workspaceId(workspace.id())
                        .data(AlertRules.of(site.ground().fleets()))
                        .tags(tags)
                        .build(),
                site.under(this));
        Topic pager =
                new Topic(
                        site.names().logical("watch", "pager"),
                        TopicArgs.builder().name(name).kmsMasterKeyId(key).tags(tags).build(),
                        site.under(this));
        new TopicPolicy(
                site.names().logical("watch", "told"),
                TopicPolicyArgs.builder()
                        .arn(pager.arn())
                        .policy(
                                Output.tuple(pager.arn(), workspace.arn())
                                        .applyValue(both -> Statement.ofTopic(both.t1, both.t2)))
                        .build(),
                site.under(this));
        // Without it the workspace keeps to itself what its rules find.
        new AlertManagerDefinition(
                site.names().logical("watch", "alerts"),
                AlertManagerDefinitionArgs.builder()
                        .workspaceId(workspace.id())
                        .definition(
                                pager.arn()
                                        .applyValue(
                                                topic ->
                                                        Template.named("alerts.yaml.mustache")
                                                                .fill(
                                                                        Map.of(
                                                                                "topic",
                                                                                topic,
                                                                                "region",
                                                                                site.names()
                                                                                        .region()))))
                        .build(),
                site.under(this));
        MetricAlarm saturated =
                new MetricAlarm(
                        site.names().logical("watch", "saturated"),
                        MetricAlarmArgs.builder()
                                .name(site.names().physical("saturated"))
                                .alarmDescription(
                                        "This region can take no more work: its queue turns requests of"
                                                + " every class away")
                                .namespace("Tidegate")
                                .metricName("Saturated")
                                .dimensions(
                                        Map.of(
                                                "Environment",
                                                site.ground().environment(),
                                                "Region",
                                                site.names().region()))
                                .statistic("Minimum")
                                .period(60)
                                .evaluationPeriods(3)
                                .datapointsToAlarm(3)
                                .comparisonOperator("GreaterThanOrEqualToThreshold")
                                .threshold(1.0)
                                // A silent gateway is the endpoint check's business: silence here
                                // must not
                                // move a region's load.
                                .treatMissingData("notBreaching")
                                .alarmActions(pager.arn().applyValue(List::of))
                                .okActions(pager.arn().applyValue(List::of))
                                .tags(tags)
                                .build(),
                        site.under(this));
        saturationAlarm = saturated.name();
        workspaceArn = workspace.arn();
        endpoint = workspace.prometheusEndpoint();
        topic = pager.arn();
        registerOutputs(Map.of("workspace", workspaceArn, "topic", topic));
    }

    public Output<String> workspaceArn() {
        return workspaceArn;
    }

    /** The workspace's own address; it wants signed requests. */
    public Output<String> endpoint() {
        return endpoint;
    }

    public Output<String> topic() {
        return topic;
    }

    /** Told once it stands: a health check of an alarm that is not there is refused. */
    public Output<String> saturationAlarm() {
        return saturationAlarm;
    }
}
