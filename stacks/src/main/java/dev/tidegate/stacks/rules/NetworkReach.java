package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ingress rules. */
final class NetworkReach {
    /** The internet, also in pieces: blocks of less than eight bits. */
    static final Predicate<String> WORLD = Pattern.compile("[0-9a-f.:]+/[0-7]").asMatchPredicate();

    private NetworkReach() {}

    /** The internet reaches the edge only. A gateway may be opened on 443, but not in production. */
    static Stream<String> noOpenIngress(ResourceRegistration resource, Tier tier) {
        if (resource.is("SecurityGroup")) {
            boolean open = resource.at("ingress").each().flatMap(Property::texts).anyMatch(WORLD);
            return Rule.unless(!open, "take the world's addresses out of its ingress");
        }
        if (!resource.is("SecurityGroupIngressRule")) {
            return Stream.empty();
        }
        boolean world =
                Stream.of("cidrIpv4", "cidrIpv6")
                        .flatMap(key -> resource.at(key).texts())
                        .anyMatch(WORLD);
        boolean https =
                resource.at("fromPort").mayBeAtLeast(443)
                        && resource.at("toPort").mayBeAtLeast(443)
                        && !resource.at("toPort").mayBeAtLeast(444);
        return Rule.unless(
                !world || (https && tier != Tier.PROD),
                "name who may come in: a prefix list, a security group or this network's range");
    }

    static Stream<String> noPublicAddress(ResourceRegistration resource, Tier tier) {
        if (resource.is("Subnet")) {
            return Rule.unless(
                    !resource.at("mapPublicIpOnLaunch").mayBeTrue(),
                    "set mapPublicIpOnLaunch to false");
        }
        if (resource.is("rds", "Instance")) {
            return Rule.unless(
                    !resource.at("publiclyAccessible").mayBeTrue(),
                    "set publiclyAccessible to false");
        }
        return resource.is("BucketPublicAccessBlock")
                ? Stream.of(
                                "blockPublicAcls",
                                "blockPublicPolicy",
                                "ignorePublicAcls",
                                "restrictPublicBuckets")
                        .filter(key -> !resource.at(key).mayBeTrue())
                        .map(key -> "set " + key + " to true")
                : Stream.empty();
    }

    /** Everything in the network can reach a cache, so it must authenticate its users. */
    static Stream<String> noNamelessCache(ResourceRegistration resource, Tier tier) {
        return resource.is("ReplicationGroup")
                ? Rule.unless(
                        !resource.at("userGroupIds").isAbsent(),
                        "give it userGroupIds: its users, and what each may do")
                : Stream.empty();
    }
}
