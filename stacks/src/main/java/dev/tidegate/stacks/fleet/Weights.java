package dev.tidegate.stacks.fleet;

import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.settings.FleetSettings;
import java.util.List;

/** Access to a fleet's model weights in S3. */
public final class Weights {
    private Weights() {}

    /** Permission to read the fleet's weights and nothing else. */
    public static List<Statement> readPermissions(FleetSettings fleet) {
        String bucket = fleet.weights().substring("s3://".length());
        String name = bucket.substring(0, bucket.indexOf('/'));
        String path = bucket.substring(bucket.indexOf('/') + 1);
        return List.of(
                Statement.allow(
                                "ListWeights",
                                List.of("s3:ListBucket"),
                                List.of("arn:aws:s3:::" + name))
                        .when("StringLike", "s3:prefix", path + "/*"),
                Statement.allow(
                        "ReadWeights",
                        List.of("s3:GetObject"),
                        List.of("arn:aws:s3:::" + bucket + "/*")));
    }
}
