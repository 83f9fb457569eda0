package dev.tidegate.stacks.observability;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** The topic that a region's alerts and alarms are told to: whoever subscribes to it is mailed, paged or called. */
final class Pager {
    private final Output<String> topic;

    Pager(
            Site site,
            ComponentResource parent,
            Output<String> key,
            Output<String> workspace,
            Map<String, String> tags) {
        Topic pager =
                new Topic(
                        site.names().logical("watch", "pager"),
                        TopicArgs.builder()
                                .name(site.names().physical("watch"))
                                .kmsMasterKeyId(key)
                                .tags(tags)
                                .build(),
                        site.under(parent));
        new TopicPolicy(
                site.names().logical("watch", "told"),
                TopicPolicyArgs.builder()
                        .arn(pager.arn())
                        .policy(
                                Output.tuple(pager.arn(), workspace)
                                        .applyValue(both -> Statement.ofTopic(both.t1, both.t2)))
                        .build(),
                site.under(parent));
        topic = pager.arn();
    }

    Output<String> topic() {
        return topic;
    }
}
