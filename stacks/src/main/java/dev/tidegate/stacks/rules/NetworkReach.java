package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who reaches whom. */
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
        return Rule.unless(
                !world || (https(resource) && tier != Tier.PROD),
                "name who may come in: a security group or a prefix list");
    }

    /**
     * Each rule says who is at its other end, by security group or by AWS's own list: everything that runs in a network has an address in its range. A
     * range is for HTTPS only, where whoever is at the other end proves by itself who it is.
     */
    static Stream<String> namedPeers(ResourceRegistration resource, Tier tier) {
        if (!resource.is("SecurityGroupIngressRule") && !resource.is("SecurityGroupEgressRule")) {
            return Stream.empty();
        }
        boolean range =
                Stream.of("cidrIpv4", "cidrIpv6").anyMatch(key -> !resource.at(key).isAbsent());
        return Rule.unless(!range || https(resource), "name the peer's security group");
    }

    private static boolean https(ResourceRegistration rule) {
        return rule.at("fromPort").mayBeAtLeast(443)
                && rule.at("toPort").mayBeAtLeast(443)
                && !rule.at("toPort").mayBeAtLeast(444);
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

    /** Whoever stands on a machine that may reach a cache reaches it, so it must authenticate its users. */
    static Stream<String> noNamelessCache(ResourceRegistration resource, Tier tier) {
        return resource.is("ReplicationGroup")
                ? Rule.unless(
                        !resource.at("userGroupIds").isAbsent(),
                        "give it userGroupIds: its users, and what each may do")
                : Stream.empty();
    }
}
