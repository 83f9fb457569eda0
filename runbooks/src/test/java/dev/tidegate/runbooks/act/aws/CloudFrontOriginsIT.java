package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.Origin;

@Needs(Component.MOTO)
final class CloudFrontOriginsIT extends ActuatorContract {
    private CloudFrontOrigins origins;
    private String distribution;

    @BeforeEach
    void createDistribution() {
        AwsAccess access = Moto.empty();
        origins = new CloudFrontOrigins(access, Moto.CLOCK);
        try (CloudFrontClient client =
                access.client(CloudFrontClient.builder(), AwsActuator.GLOBAL)) {
            List<Origin> both = List.of(origin("api"), origin("static"));
            distribution =
                    client.createDistribution(
                                    r ->
                                            r.distributionConfig(
                                                    c ->
                                                            c.callerReference("1")
                                                                    .comment("edge")
                                                                    .enabled(true)
                                                                    .origins(
                                                                            o ->
                                                                                    o.items(both)
                                                                                            .quantity(
                                                                                                    2))
                                                                    .defaultCacheBehavior(
                                                                            b ->
                                                                                    b.targetOriginId(
                                                                                                    "api")
                                                                                            .viewerProtocolPolicy(
                                                                                                    "https-only"))))
                            .distribution()
                            .id();
        }
    }

    private static Origin origin(String id) {
        return Origin.builder()
                .id(id)
                .domainName(id + ".example.com")
                .originPath("")
                .customOriginConfig(
                        c -> c.httpPort(80).httpsPort(443).originProtocolPolicy("https-only"))
                .build();
    }

    @Override
    protected Actuator actuator() {
        return origins;
    }

    @Override
    protected Target target() {
        return CloudFrontOrigins.target(distribution, "api");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of(
                        "domain",
                        TextNode.valueOf("spare.example.com"),
                        "path",
                        TextNode.valueOf("/v2")));
    }

    @Override
    protected Target absentTarget() {
        return CloudFrontOrigins.target("EDOESNOTEXIST", "api");
    }

    @Test
    void otherOriginStays() {
        origins.apply(origins.plan(observed(origins.read(target())), desired()), held(1));

        Target other = CloudFrontOrigins.target(distribution, "static");
        assertThat(observed(origins.read(other)).field("domain").asText())
                .isEqualTo("static.example.com");
    }
}
