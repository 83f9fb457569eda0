package dev.tidegate.stacks.documents;

import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket that nobody outside may read, with all in it encrypted. */
public final class PrivateBucket {
    private final Site site;
    private final ComponentResource parent;
    private final String[] parts;

    /** @param parts of the logical names of what it is made of */
    public PrivateBucket(Site site, ComponentResource parent, String... parts) {
        this.site = site;
        this.parent = parent;
        this.parts = parts.clone();
    }

    /**
     * Makes it.
     *
     * @param name which the provider adds to what makes it the only one: a bucket's name is known to the whole world
     * @param room that its tag names
     * @param key  to encrypt with; S3's own without one, for writers and readers who may use none of ours
     */
    public BucketV2 made(String room, String name, Optional<Output<String>> key) {
        BucketV2 bucket =
                new BucketV2(
                        logical("bucket"),
                        BucketV2Args.builder()
                                .bucketPrefix(name + "-")
                                .forceDestroy(!site.ground().deletionProtection())
                                .tags(site.tags(room, name))
                                .build(),
                        site.keep(parent));
        new BucketPublicAccessBlock(
                logical("private"),
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket.bucket())
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                site.under(parent));
        new BucketServerSideEncryptionConfigurationV2(
                logical("encryption"),
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
                        .rules(rule(key))
                        .build(),
                site.under(parent));
        return bucket;
    }

    private String logical(String piece) {
        return site.names()
                .logical(Stream.concat(Stream.of(parts), Stream.of(piece)).toArray(String[]::new));
    }

    private static BucketServerSideEncryptionConfigurationV2RuleArgs rule(
            Optional<Output<String>> key) {
        var encryption =
                BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                        .builder()
                        .sseAlgorithm(key.isPresent() ? "aws:kms" : "AES256");
        key.ifPresent(encryption::kmsMasterKeyId);
        var rule =
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                        .applyServerSideEncryptionByDefault(encryption.build());
        key.ifPresent(own -> rule.bucketKeyEnabled(true));
        return rule.build();
    }
}
