package dev.tidegate.stacks.observability;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetInputTransformerArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.render.GroupEvents;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** Pages when an instance refresh fails: that is long after {@code pulumi up} has ended, when nobody watches any more. */
final class FailedRefreshes {
    private FailedRefreshes() {}

    static void attach(
            Site site, ComponentResource parent, Output<String> topic, Map<String, String> tags) {
        var message =
                EventTargetInputTransformerArgs.builder()
                        .inputPaths(GroupEvents.PATHS)
                        .inputTemplate(GroupEvents.TOLD)
                        .build();
        new EventTarget(
                site.names().logical("watch", "failed", "told"),
                EventTargetArgs.builder()
                        .rule(rule(site, parent, tags).name())
                        .arn(topic)
                        .inputTransformer(message)
                        .build(),
                site.under(parent));
    }

    private static EventRule rule(Site site, ComponentResource parent, Map<String, String> tags) {
        return new EventRule(
                site.names().logical("watch", "failed"),
                EventRuleArgs.builder()
                        .name(site.names().physical("failed"))
                        .description("Instances of a group could not be replaced")
                        .eventPattern(GroupEvents.failed(site.names().physical("")))
                        .tags(tags)
                        .build(),
                site.under(parent));
    }
}
