package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Traps of CloudFront. */
final class EdgeRules {
    /** AWS's managed policy CachingDisabled; its identifier is the same in every account. */
    private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private EdgeRules() {}

    /** Origin groups fail over for GET, HEAD and OPTIONS only, so paths that take POST must not use one. */
    static Stream<String> postSafeFailover(ResourceRegistration resource, Tier tier) {
        Set<String> groups =
                resource.at("originGroups")
                        .each()
                        .flatMap(group -> group.at("originId").texts())
                        .collect(Collectors.toSet());
        return behaviors(resource)
                .filter(EdgeRules::takesPost)
                .filter(
                        behavior ->
                                behavior.at("targetOriginId").texts().anyMatch(groups::contains))
                .map(
                        behavior ->
                                "send POST to one origin: DNS and gateway fail over, an origin"
                                        + " group does not");
    }

    /** Responses belong to one API key: paths that take POST or forward client headers must not be cached. */
    static Stream<String> answersNotCached(ResourceRegistration resource, Tier tier) {
        return behaviors(resource)
                .filter(
                        behavior ->
                                !behavior.at("originRequestPolicyId").isAbsent()
                                        || takesPost(behavior))
                .filter(behavior -> !behavior.at("cachePolicyId").mayBe(NO_CACHE))
                .map(behavior -> "give it AWS's policy that caches nothing, " + NO_CACHE);
    }

    private static Stream<Property> behaviors(ResourceRegistration resource) {
        return resource.is("Distribution")
                ? Stream.concat(
                        Stream.of(resource.at("defaultCacheBehavior")),
                        resource.at("orderedCacheBehaviors").each())
                : Stream.empty();
    }

    private static boolean takesPost(Property behavior) {
        return behavior.at("allowedMethods").each().anyMatch(method -> method.mayBe("POST"));
    }

    static Stream<String> certificateAtHome(ResourceRegistration resource, Tier tier) {
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
