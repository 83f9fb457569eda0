package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.Distribution;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionResponse;
import software.amazon.awssdk.services.cloudfront.model.Origin;

/**
 * Origins of a distribution: {@code domain} and {@code path}. {@code deployed} tells whether all
 * edge locations have the distribution as read; that takes minutes, so a book waits for it in a
 * step of its own.
 *
 * <p>The API replaces a whole distribution: it is written back with one origin changed, and only if
 * nobody changed it since it was read.
 */
final class CloudFrontOrigins extends AwsActuator<CloudFrontClient> {
    static final String KIND = "aws-cloudfront";
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("distribution", "origin"),
                    List.of(
                            FieldShape.settable("domain", FieldShape.Type.TEXT),
                            FieldShape.settable("path", FieldShape.Type.TEXT),
                            FieldShape.readOnly("deployed", FieldShape.Type.FLAG)));

    CloudFrontOrigins(AwsAccess access, InstantSource clock) {
        super(KIND, SHAPE, region -> access.client(CloudFrontClient.builder(), region), clock);
    }

    static Target target(String distribution, String origin) {
        return Target.of(KIND, Map.of("distribution", distribution, "origin", origin));
    }

    @Override
    Optional<SortedMap<String, JsonNode>> readFields(Target target, CloudFrontClient client) {
        Distribution distribution =
                AwsErrors.require(get(target, client).distribution(), "Distribution");
        return origins(configuration(distribution)).stream()
                .filter(origin -> target.coordinate("origin").equals(origin.id()))
                .map(origin -> fields(origin, distribution))
                .findFirst();
    }

    private static SortedMap<String, JsonNode> fields(Origin origin, Distribution distribution) {
        var fields = new TreeMap<String, JsonNode>();
        fields.put("domain", TextNode.valueOf(origin.domainName()));
        fields.put(
                "path", TextNode.valueOf(origin.originPath() == null ? "" : origin.originPath()));
        fields.put("deployed", BooleanNode.valueOf("Deployed".equals(distribution.status())));
        return fields;
    }

    private static DistributionConfig configuration(Distribution distribution) {
        return AwsErrors.require(distribution.distributionConfig(), "DistributionConfig");
    }

    private static List<Origin> origins(DistributionConfig configuration) {
        return AwsErrors.require(configuration.origins(), "Origins").items();
    }

    private static GetDistributionResponse get(Target target, CloudFrontClient client) {
        return client.getDistribution(r -> r.id(target.coordinate("distribution")));
    }

    @Override
    Optional<Outcome> write(Change change, Observed now, CloudFrontClient client, Fence fence) {
        GetDistributionResponse read = get(change.target(), client);
        DistributionConfig configuration =
                configuration(AwsErrors.require(read.distribution(), "Distribution"));
        List<Origin> origins =
                origins(configuration).stream()
                        .map(
                                origin ->
                                        origin.id().equals(change.target().coordinate("origin"))
                                                ? changed(origin, change)
                                                : origin)
                        .toList();
        if (!fence.stillHeld()) {
            return Optional.of(fence.lost());
        }
        client.updateDistribution(
                r ->
                        r.id(change.target().coordinate("distribution"))
                                .ifMatch(read.eTag())
                                .distributionConfig(
                                        configuration.toBuilder()
                                                .origins(
                                                        o ->
                                                                o.items(origins)
                                                                        .quantity(origins.size()))
                                                .build()));
        return Optional.empty();
    }

    private static Origin changed(Origin origin, Change change) {
        Origin.Builder next = origin.toBuilder();
        if (!change.after("domain").isNull()) {
            next.domainName(change.after("domain").asText());
        }
        if (!change.after("path").isNull()) {
            next.originPath(change.after("path").asText());
        }
        return next.build();
    }
}
