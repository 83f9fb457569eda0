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
    public record Laid(String path, Output<String> version) {}

    public Documents(Site site, Output<String> key) {
        super("tidegate:documents:Documents", site.names().logical("documents"), site.component());
        this.site = site;
        String name = site.names().physical("documents");
        BucketV2 made =
                new PrivateBucket(site, this, "documents")
                        .create("documents", name, Optional.of(key));
        bucket = made.bucket();
        new BucketPolicy(
                site.names().logical("documents", "policy"),
                BucketPolicyArgs.builder()
                        .bucket(bucket)
                        .policy(
                                made.arn()
                                        .applyValue(
                                                arn -> Statement.ofBucket(arn, Optional.empty())))
                        .build(),
                site.under(this));
        versions =
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
        registerOutputs(Map.of("bucket", bucket));
    }

    public Output<String> bucket() {
        return bucket;
    }

    /** Uploads a document. */
    public Laid put(String path, Output<String> text) {
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
        return new Laid(path, document.versionId());
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
                .applyValue(
                        both -> {
                            String arn = "arn:aws:s3:::" + both.t1;
                            List<Statement> statements = new ArrayList<>();
                            for (String folder : folders) {
                                String room = capital(folder);
                                statements.add(
                                        Statement.allow(
                                                        "List" + room,
                                                        List.of("s3:ListBucket"),
                                                        List.of(arn))
                                                .when("StringLike", "s3:prefix", folder + "/*"));
                                statements.add(
                                        Statement.allow(
                                                "Read" + room,
                                                List.of("s3:GetObject"),
                                                List.of(arn + "/" + folder + "/*")));
                            }
                            statements.add(
                                    Statement.allow(
                                            "Decrypt", List.of("kms:Decrypt"), List.of(both.t2)));
                            return statements;
                        });
    }

    private static String capital(String folder) {
        return folder.substring(0, 1).toUpperCase(Locale.ROOT) + folder.substring(1);
    }
}
