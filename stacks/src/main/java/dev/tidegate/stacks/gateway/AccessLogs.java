package dev.tidegate.stacks.gateway;

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
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.PrivateBucket;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.Map;
import java.util.Optional;

/** Access logs of a region's load balancer, kept for 90 days: addresses, paths, statuses and times; neither keys nor prompts. */
final class AccessLogs {
    private static final int DAYS = 90;
    private static final String DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

    private final Site site;
    private final ComponentResource parent;
    private final Output<String> bucketName;

    AccessLogs(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
        // Load balancers cannot write with a customer-managed key.
        BucketV2 bucket =
                new PrivateBucket(site, parent, "gateway", "access")
                        .create("gateway", site.names().physical("access"), Optional.empty());
        expire(bucket);
        BucketPolicy policy = writePolicy(bucket);
        bucketName = Output.tuple(bucket.bucket(), policy.id()).applyValue(both -> both.t1);
    }

    /** Waits for the bucket policy: the load balancer tests write access as soon as logging is turned on. */
    LoadBalancerAccessLogsArgs of() {
        return LoadBalancerAccessLogsArgs.builder().enabled(true).bucket(bucketName).build();
    }

    private void expire(BucketV2 bucket) {
        var everything = BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix("").build();
        var afterDays =
                BucketLifecycleConfigurationV2RuleExpirationArgs.builder().days(DAYS).build();
        var rule =
                BucketLifecycleConfigurationV2RuleArgs.builder()
                        .id("kept")
                        .status("Enabled")
                        .filter(everything)
                        .expiration(afterDays)
                        .build();
        new BucketLifecycleConfigurationV2(
                site.names().logical("gateway", "access", "kept"),
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
                        .rules(rule)
                        .build(),
                site.under(parent));
    }

    private BucketPolicy writePolicy(BucketV2 bucket) {
        Output<String> policy =
                Output.tuple(bucket.arn(), site.account(parent))
                        .applyValue(both -> deliveryMayWrite(both.t1, both.t2));
        return new BucketPolicy(
                site.names().logical("gateway", "access", "policy"),
                BucketPolicyArgs.builder().bucket(bucket.bucket()).policy(policy).build(),
                site.under(parent));
    }

    private static String deliveryMayWrite(String bucket, String account) {
        return Statement.ofBucket(
                bucket, DELIVERY, "s3:PutObject", bucket + "/AWSLogs/" + account + "/*", Map.of());
    }
}
