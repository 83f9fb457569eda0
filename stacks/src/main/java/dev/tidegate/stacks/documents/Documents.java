package dev.tidegate.stacks.documents;

import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** A region's bucket of documents. */
public final class Documents extends ComponentResource {
    private final Site site;
    private final Output<String> bucket;

    public Documents(Site site, Output<String> key) {
        super("tidegate:documents:Documents", site.names().logical("documents"), site.component());
        this.site = site;
        String name = site.names().physical("documents");
        // A bucket's name is known to the whole world: the provider adds what makes it the only
        // one.
        BucketV2 made =
                new BucketV2(
                        site.names().logical("documents", "bucket"),
                        BucketV2Args.builder()
                                .bucketPrefix(name + "-")
                                .forceDestroy(!site.ground().deletionProtection())
                                .tags(site.tags("documents", name))
                                .build(),
                        site.keep(this));
        bucket = made.bucket();
        new BucketPublicAccessBlock(
                site.names().logical("documents", "private"),
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket)
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                site.under(this));
        new BucketVersioningV2(
                site.names().logical("documents", "versions"),
                BucketVersioningV2Args.builder()
                        .bucket(bucket)
                        .versioningConfiguration(
                                BucketVersioningV2VersioningConfigurationArgs.builder()
                                        .status("Enabled")
                                        .build())
                        .build(),
                site.under(this));
        new BucketServerSideEncryptionConfigurationV2(
                site.names().logical("documents", "encryption"),
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket)
                        .rules(
                                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                                        .bucketKeyEnabled(true)
                                        .applyServerSideEncryptionByDefault(
                                                BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                                                        .builder()
                                                        .sseAlgorithm("aws:kms")
                                                        .kmsMasterKeyId(key)
                                                        .build())
                                        .build())
                        .build(),
                site.under(this));
        registerOutputs(Map.of("bucket", bucket));
    }

    public Output<String> bucket() {
        return bucket;
    }

    /** Lays down a document; what starts from it reads it at each start. */
    public void put(String path, Output<String> text) {
        new BucketObjectv2(
                site.names().logical("document", path.replace('/', '-')),
                BucketObjectv2Args.builder()
                        .bucket(bucket)
                        .key(path)
                        .content(text)
                        .contentType("text/plain; charset=utf-8")
                        .tags(site.tags("documents", path))
                        .build(),
                site.under(this));
    }

    /** Leave to read what lies under a path, and to decrypt it. */
    public Output<List<Statement>> reading(String path, Output<String> key) {
        return Output.tuple(bucket, key)
                .applyValue(
                        both ->
                                List.of(
                                        Statement.allow(
                                                "ReadDocuments",
                                                List.of("s3:GetObject"),
                                                List.of(
                                                        "arn:aws:s3:::"
                                                                + both.t1
                                                                + "/"
                                                                + path
                                                                + "/*")),
                                        Statement.allow(
                                                "Decrypt",
                                                List.of("kms:Decrypt"),
                                                List.of(both.t2))));
    }
}
