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

/** An encrypted bucket without public access. */
public final class PrivateBucket {
    private final Site site;
    private final ComponentResource parent;
    private final String[] parts;

    /** @param parts prefix of the logical names of its resources */
    public PrivateBucket(Site site, ComponentResource parent, String... parts) {
        this.site = site;
        this.parent = parent;
        this.parts = parts.clone();
    }

    /**
     * Creates the bucket.
     *
     * @param name prefix of the bucket's name, which the provider makes globally unique
     * @param room value of its tag
     * @param key  customer-managed key; empty for S3's own key, for writers and readers that cannot use ours
     */
    public BucketV2 create(String room, String name, Optional<Output<String>> key) {
        BucketV2 bucket =
                new BucketV2(
                        logical("bucket"),
                        BucketV2Args.builder()
                                .bucketPrefix(name + "-")
                                .forceDestroy(!site.ground().deletionProtection())
                                .tags(site.tags(room, name))
                                .build(),
                        site.keep(parent));
        blockPublicAccess(bucket);
        encrypt(bucket, key);
        return bucket;
    }

    private void blockPublicAccess(BucketV2 bucket) {
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
    }

    private void encrypt(BucketV2 bucket, Optional<Output<String>> key) {
        new BucketServerSideEncryptionConfigurationV2(
                logical("encryption"),
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
                        .rules(encryptionRule(key))
                        .build(),
                site.under(parent));
    }

    private String logical(String resource) {
        return site.names()
                .logical(
                        Stream.concat(Stream.of(parts), Stream.of(resource))
                                .toArray(String[]::new));
    }

    private static BucketServerSideEncryptionConfigurationV2RuleArgs encryptionRule(
            Optional<Output<String>> key) {
        var encryption =
                BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                        .builder()
                        .sseAlgorithm(key.isPresent() ? "aws:kms" : "AES256");
        key.ifPresent(encryption::kmsMasterKeyId);
        var rule =
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                        .applyServerSideEncryptionByDefault(encryption.build());
        key.ifPresent(customerKey -> rule.bucketKeyEnabled(true));
        return rule.build();
    }
}
