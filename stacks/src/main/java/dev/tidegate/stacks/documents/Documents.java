package dev.tidegate.stacks.documents;

import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A region's bucket of documents. */
public final class Documents extends ComponentResource {
    private final Site site;
    private final Output<String> bucket;

    public Documents(Site site, Output<String> key) {
        super("tidegate:documents:Documents", site.names().logical("documents"), site.component());
        this.site = site;
        String name = site.names().physical("documents");
        bucket =
                new PrivateBucket(site, this, "documents")
                        .made("documents", name, Optional.of(key))
                        .bucket();
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

    /** Leave to list and read what lies under these folders, and to decrypt it: what is copied whole is listed first. */
    public Output<List<Statement>> reading(Output<String> key, String... folders) {
        return Output.tuple(bucket, key)
                .applyValue(
                        both -> {
                            String arn = "arn:aws:s3:::" + both.t1;
                            List<Statement> statements = new ArrayList<>();
                            for (String folder : folders) {
                                String room =
                                        folder.substring(0, 1).toUpperCase(Locale.ROOT)
                                                + folder.substring(1);
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
}
