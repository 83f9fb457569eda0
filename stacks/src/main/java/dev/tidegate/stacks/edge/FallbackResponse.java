package dev.tidegate.stacks.edge;

import com.pulumi.aws.cloudfront.OriginAccessControl;
import com.pulumi.aws.cloudfront.OriginAccessControlArgs;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.PrivateBucket;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.Map;
import java.util.Optional;

/** The response when no region answers: one short JSON document in a private bucket that only the distribution can read. */
final class FallbackResponse {
    static final String PATH = "/last/answer.json";
    private static final String TEXT =
            "{\"error\":{\"type\":\"unavailable\",\"message\":\"All regions are out of reach. Try"
                    + " again in 30 seconds.\",\"retry_after\":30}}\n";

    private final Site site;
    private final ComponentResource parent;
    private final BucketV2 bucket;
    private final OriginAccessControl control;

    FallbackResponse(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
        String name = site.names().physical("last");
        bucket = new PrivateBucket(site, parent, "last").create("edge", name, Optional.empty());
        uploadResponse();
        control = accessControl(name);
    }

    Output<String> domain() {
        return bucket.bucketRegionalDomainName();
    }

    Output<String> accessControl() {
        return control.id();
    }

    /** Lets this distribution read the bucket, and no other CloudFront distribution. */
    void allowRead(Output<String> distribution) {
        Output<String> policy =
                Output.tuple(bucket.arn(), distribution)
                        .applyValue(arns -> readPolicy(arns.t1, arns.t2));
        new BucketPolicy(
                site.names().logical("last", "policy"),
                BucketPolicyArgs.builder().bucket(bucket.bucket()).policy(policy).build(),
                site.under(parent));
    }

    private void uploadResponse() {
        new BucketObjectv2(
                site.names().logical("last", "answer"),
                BucketObjectv2Args.builder()
                        .bucket(bucket.bucket())
                        .key(PATH.substring(1))
                        .content(TEXT)
                        .contentType("application/json")
                        .cacheControl("max-age=30")
                        .tags(site.tags("edge", "answer"))
                        .build(),
                site.under(parent));
    }

    private OriginAccessControl accessControl(String name) {
        return new OriginAccessControl(
                site.names().logical("last", "access"),
                OriginAccessControlArgs.builder()
                        .name(name)
                        .originAccessControlOriginType("s3")
                        .signingBehavior("always")
                        .signingProtocol("sigv4")
                        .build(),
                site.under(parent));
    }

    private static String readPolicy(String bucket, String distribution) {
        return Statement.ofBucket(
                bucket,
                "cloudfront.amazonaws.com",
                "s3:GetObject",
                bucket + "/*",
                Map.of("AWS:SourceArn", distribution));
    }
}
