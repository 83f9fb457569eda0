package dev.tidegate.stacks.observability;

import com.pulumi.aws.amp.AlertManagerDefinition;
import com.pulumi.aws.amp.AlertManagerDefinitionArgs;
import com.pulumi.aws.amp.RuleGroupNamespace;
import com.pulumi.aws.amp.RuleGroupNamespaceArgs;
import com.pulumi.aws.amp.Workspace;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.render.AlertRules;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** Alert rules of a metrics workspace, and the alert manager that sends them to the pager's topic. */
final class Alerts {
    private Alerts() {}

    static void attach(
            Site site,
            ComponentResource parent,
            Workspace workspace,
            Output<String> topic,
            Map<String, String> tags) {
        String region = site.names().region();
        new RuleGroupNamespace(
                site.names().logical("watch", "rules"),
                RuleGroupNamespaceArgs.builder()
                        .name("tidegate")
                        .workspaceId(workspace.id())
                        .data(AlertRules.of(site.ground(), region))
                        .tags(tags)
                        .build(),
                site.under(parent));
        // Without a definition the workspace's alert manager sends nothing.
        new AlertManagerDefinition(
                site.names().logical("watch", "alerts"),
                AlertManagerDefinitionArgs.builder()
                        .workspaceId(workspace.id())
                        .definition(topic.applyValue(arn -> alertManager(arn, region)))
                        .build(),
                site.under(parent));
    }

    private static String alertManager(String topic, String region) {
        return Template.named("alerts.yaml.mustache")
                .fill(Map.of("topic", topic, "region", region));
    }
}
