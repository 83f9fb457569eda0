package dev.tidegate.stacks.observability;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Keys;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Pages when a region is unreachable from the internet. Monitoring inside a region is lost together with it, and clients fail over silently. It is in
 * us-east-1, with a topic of its own, since Route 53 publishes health check metrics only there.
 */
public final class RegionPaging extends ComponentResource {
    private final Output<String> topic;

    /** @param endpointChecks by region, the health check of its load balancer */
    public RegionPaging(Site site, SortedMap<String, Output<String>> endpointChecks) {
        super(
                "tidegate:observability:Lookout",
                site.names().logical("global", "lookout"),
                site.component());
        String name = site.names().physical("global", "pager");
        Output<String> key = new Keys(site, "global-").arn();
        Map<String, String> tags = site.tags("observability", name);
        topic = new Pager(site, this, "global", name, key, RegionPaging::policy, tags).topic();
        endpointChecks.forEach((region, check) -> alarm(site, region, check));
        registerOutputs(Map.of("topic", topic));
    }

    private static Output<String> policy(Output<String> topic) {
        return topic.applyValue(Statement::ofTopic);
    }

    private void alarm(Site site, String region, Output<String> check) {
        String name = site.names().physical("lost", region);
        String description =
                "Region "
                        + region
                        + " does not answer the world, or has no replica; clients go to the others,"
                        + " if there are any";
        new MetricAlarm(
                site.names().logical("global", "lost", region),
                MetricAlarmArgs.builder()
                        .name(name)
                        .alarmDescription(description)
                        .namespace("AWS/Route53")
                        .metricName("HealthCheckStatus")
                        .dimensions(check.applyValue(id -> Map.of("HealthCheckId", id)))
                        .statistic("Minimum")
                        .period(60)
                        .evaluationPeriods(3)
                        .datapointsToAlarm(3)
                        .comparisonOperator("LessThanThreshold")
                        .threshold(1.0)
                        // Missing data pages, too: nothing else would report it.
                        .treatMissingData("breaching")
                        .alarmActions(topic.applyValue(List::of))
                        .okActions(topic.applyValue(List::of))
                        .tags(site.tags("observability", name))
                        .build(),
                site.under(this));
    }

    /** ARN of the topic to subscribe to. */
    public Output<String> topic() {
        return topic;
    }
}
