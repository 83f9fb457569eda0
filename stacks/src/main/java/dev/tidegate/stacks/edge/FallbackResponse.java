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
import java.util.List;
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
        control =
                new OriginAccessControl(
                        site.names().logical("last", "access"),
                        OriginAccessControlArgs.builder()
                                .name(name)
                                .originAccessControlOriginType("s3")
                                .signingBehavior("always")
                                .signingProtocol("sigv4")
                                .build(),
                        site.under(parent));
    }

    Output<String> domain() {
        return bucket.bucketRegionalDomainName();
    }

    Output<String> accessControl() {
        return control.id();
    }

    /** Lets this distribution read the bucket, and no other CloudFront distribution. */
    void allow(Output<String> distribution) {
        new BucketPolicy(
                site.names().logical("last", "policy"),
                BucketPolicyArgs.builder()
                        .bucket(bucket.bucket())
                        .policy(
                                Output.tuple(bucket.arn(), distribution)
                                        .applyValue(
                                                both ->
                                                        Statement.ofBucket(
                                                                both.t1,
                                                                Optional.of(
                                                                        Statement.shared(
                                                                                "cloudfront.amazonaws.com",
                                                                                List.of(
                                                                                        "s3:GetObject"),
                                                                                both.t1 + "/*",
                                                                                Map.of(
                                                                                        "AWS:SourceArn",
                                                                                        both.t2))))))
                        .build(),
                site.under(parent));
    }
}
