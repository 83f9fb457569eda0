package dev.tidegate.stacks.documents;

import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A region's bucket of configuration documents and releases. */
public final class Documents extends ComponentResource {
    private final Site site;
    private final Output<String> bucket;
    private final BucketVersioningV2 versions;

    /** A document and its object version, which stays readable when the document is overwritten. */
    public record StoredDocument(String path, Output<String> version) {}

    public Documents(Site site, Output<String> key) {
        super("tidegate:documents:Documents", site.names().logical("documents"), site.component());
        this.site = site;
        BucketV2 privateBucket =
                new PrivateBucket(site, this, "documents")
                        .create("documents", site.names().physical("documents"), Optional.of(key));
        bucket = privateBucket.bucket();
        requireTls(privateBucket);
        versions = keepVersions();
        registerOutputs(Map.of("bucket", bucket));
    }

    public Output<String> bucket() {
        return bucket;
    }

    /** Uploads a document. */
    public StoredDocument put(String path, Output<String> text) {
        BucketObjectv2 document =
                new BucketObjectv2(
                        site.names().logical("document", path.replace('/', '-')),
                        BucketObjectv2Args.builder()
                                .bucket(bucket)
                                .key(path)
                                .content(text)
                                .contentType("text/plain; charset=utf-8")
                                .tags(site.tags("documents", path))
                                .build(),
                        CustomResourceOptions.merge(
                                site.under(this),
                                // Objects from before versioning was turned on have no version.
                                CustomResourceOptions.builder().dependsOn(versions).build()));
        return new StoredDocument(path, document.versionId());
    }

    /** Permission to read every version of the objects under a folder, without listing them. */
    public Output<Statement> versionReadPermission(String folder) {
        return bucket.applyValue(
                name ->
                        Statement.allow(
                                "Read" + capital(folder),
                                List.of("s3:GetObjectVersion"),
                                List.of("arn:aws:s3:::" + name + "/" + folder + "/*")));
    }

    /** Permission to list, read and decrypt the objects under these folders. */
    public Output<List<Statement>> readPermissions(Output<String> key, String... folders) {
        return Output.tuple(bucket, key)
                .applyValue(both -> readPermissions(both.t1, both.t2, folders));
    }

    private static List<Statement> readPermissions(String bucket, String key, String... folders) {
        List<String> bucketArn = List.of("arn:aws:s3:::" + bucket);
        List<Statement> statements = new ArrayList<>();
        for (String folder : folders) {
            List<String> objects = List.of("arn:aws:s3:::" + bucket + "/" + folder + "/*");
            String suffix = capital(folder);
            statements.add(
                    Statement.allow("List" + suffix, List.of("s3:ListBucket"), bucketArn)
                            .when("StringLike", "s3:prefix", folder + "/*"));
            statements.add(Statement.allow("Read" + suffix, List.of("s3:GetObject"), objects));
        }
        statements.add(Statement.allow("Decrypt", List.of("kms:Decrypt"), List.of(key)));
        return statements;
    }

    private static String capital(String folder) {
        return folder.substring(0, 1).toUpperCase(Locale.ROOT) + folder.substring(1);
    }

    private void requireTls(BucketV2 privateBucket) {
        new BucketPolicy(
                site.names().logical("documents", "policy"),
                BucketPolicyArgs.builder()
                        .bucket(bucket)
                        .policy(privateBucket.arn().applyValue(Statement::ofBucket))
                        .build(),
                site.under(this));
    }

    private BucketVersioningV2 keepVersions() {
        var enabled =
                BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled").build();
        return new BucketVersioningV2(
                site.names().logical("documents", "versions"),
                BucketVersioningV2Args.builder()
                        .bucket(bucket)
                        .versioningConfiguration(enabled)
                        .build(),
                site.under(this));
    }
}
