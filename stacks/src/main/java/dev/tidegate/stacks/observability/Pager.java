package dev.tidegate.stacks.observability;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.Map;
import java.util.function.Function;

/** The SNS topic for alerts and alarms; e-mail addresses and pagers subscribe to it. */
final class Pager {
    private final Output<String> topic;

    /**
     * @param prefix prefix of its logical names
     * @param name its physical name
     * @param policy who may publish, by the topic's ARN
     */
    Pager(
            Site site,
            ComponentResource parent,
            String prefix,
            String name,
            Output<String> key,
            Function<Output<String>, Output<String>> policy,
            Map<String, String> tags) {
        Topic created =
                new Topic(
                        site.names().logical(prefix, "pager"),
                        TopicArgs.builder().name(name).kmsMasterKeyId(key).tags(tags).build(),
                        site.under(parent));
        topic = created.arn();
        new TopicPolicy(
                site.names().logical(prefix, "told"),
                TopicPolicyArgs.builder().arn(topic).policy(policy.apply(topic)).build(),
                site.under(parent));
    }

    Output<String> topic() {
        return topic;
    }
}
