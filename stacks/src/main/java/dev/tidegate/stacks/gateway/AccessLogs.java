package dev.tidegate.stacks.gateway;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.inputs.GetCallerIdentityArgs;
import com.pulumi.aws.lb.inputs.LoadBalancerAccessLogsArgs;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.PrivateBucket;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access logs of a region's load balancer, kept for 90 days: addresses, paths, statuses and times; neither keys nor prompts. */
final class AccessLogs {
    private static final int DAYS = 90;
    private static final String DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

    private final Output<String> bucket;

    AccessLogs(Site site, ComponentResource parent) {
        String name = site.names().physical("access");
        // Load balancers cannot write with a customer-managed key.
        BucketV2 made =
                new PrivateBucket(site, parent, "gateway", "access")
                        .create("gateway", name, Optional.empty());
        new BucketLifecycleConfigurationV2(
                site.names().logical("gateway", "access", "kept"),
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(made.bucket())
                        .rules(
                                BucketLifecycleConfigurationV2RuleArgs.builder()
                                        .id("kept")
                                        .status("Enabled")
                                        .filter(
                                                BucketLifecycleConfigurationV2RuleFilterArgs
                                                        .builder()
                                                        .prefix("")
                                                        .build())
                                        .expiration(
                                                BucketLifecycleConfigurationV2RuleExpirationArgs
                                                        .builder()
                                                        .days(DAYS)
                                                        .build())
                                        .build())
                        .build(),
                site.under(parent));
        BucketPolicy policy =
                new BucketPolicy(
                        site.names().logical("gateway", "access", "policy"),
                        BucketPolicyArgs.builder()
                                .bucket(made.bucket())
                                .policy(
                                        Output.tuple(made.arn(), account(parent))
                                                .applyValue(
                                                        both ->
                                                                Statement.ofBucket(
                                                                        both.t1,
                                                                        Optional.of(
                                                                                Statement.shared(
                                                                                        DELIVERY,
                                                                                        List.of(
                                                                                                "s3:PutObject"),
                                                                                        both.t1
                                                                                                + "/AWSLogs/"
                                                                                                + both.t2
                                                                                                + "/*",
                                                                                        Map
                                                                                                .of())))))
                                .build(),
                        site.under(parent));
        bucket = Output.tuple(made.bucket(), policy.id()).applyValue(both -> both.t1);
    }

    private static Output<String> account(ComponentResource parent) {
        return AwsFunctions.getCallerIdentity(
                        GetCallerIdentityArgs.Empty, InvokeOptions.builder().parent(parent).build())
                .applyValue(caller -> caller.accountId());
    }

    /** Waits for the bucket policy: the load balancer tests write access as soon as logging is turned on. */
    LoadBalancerAccessLogsArgs of() {
        return LoadBalancerAccessLogsArgs.builder().enabled(true).bucket(bucket).build();
    }
}
