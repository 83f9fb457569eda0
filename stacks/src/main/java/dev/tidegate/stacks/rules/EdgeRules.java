package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Registered;
import dev.tidegate.stacks.settings.Tier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What CloudFront does not say loudly. */
final class EdgeRules {
    private EdgeRules() {}

    /** An origin group tries its second origin for GET, HEAD and OPTIONS; on a path that takes POST it would promise what it cannot. */
    static Stream<String> postSafeFailover(Registered resource, Tier tier) {
        if (!resource.is("Distribution")) {
            return Stream.empty();
        }
        Set<String> groups =
                resource.at("originGroups")
                        .each()
                        .flatMap(group -> group.at("originId").texts())
                        .collect(Collectors.toSet());
        return Stream.concat(
                        Stream.of(resource.at("defaultCacheBehavior")),
                        resource.at("orderedCacheBehaviors").each())
                .filter(
                        behavior ->
                                behavior.at("allowedMethods")
                                        .each()
                                        .anyMatch(method -> method.mayBe("POST")))
                .filter(
                        behavior ->
                                behavior.at("targetOriginId").texts().anyMatch(groups::contains))
                .map(
                        behavior ->
                                "send POST to one origin: DNS and gateway fail over, an origin"
                                        + " group does not");
    }

    static Stream<String> certificateAtHome(Registered resource, Tier tier) {
        if (resource.is("Distribution")) {
            return resource.at("viewerCertificate.acmCertificateArn")
                    .texts()
                    .filter(arn -> arn.matches("arn:aws:acm:(?!us-east-1|xx-test-1).*"))
                    .map(arn -> "make the certificate in us-east-1");
        }
        return resource.is("WebAcl")
                        && resource.at("scope").mayBe("CLOUDFRONT")
                        && !resource.name().startsWith("use1-")
                ? Stream.of("make a firewall of scope CLOUDFRONT by a provider of us-east-1")
                : Stream.empty();
    }
}
