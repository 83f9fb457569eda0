package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.stream.Stream;

/** Access to a cluster's API: by default EKS opens it to the internet, and makes its creator an administrator. */
final class Clusters {
    private Clusters() {}

    static Stream<String> closed(ResourceRegistration resource, Tier tier) {
        if (!resource.is("eks", "Cluster")) {
            return Stream.empty();
        }
        Property reach = resource.at("vpcConfig");
        Property access = resource.at("accessConfig");
        return Stream.of(
                        Rule.unless(
                                reach.at("endpointPrivateAccess").mayBeTrue(),
                                "set vpcConfig.endpointPrivateAccess: daemons ask from the network"),
                        Rule.unless(
                                isNarrow(reach, tier),
                                "set vpcConfig.endpointPublicAccess to false, or name in"
                                        + " publicAccessCidrs who may ask"),
                        Rule.unless(
                                access.at("authenticationMode").mayBe("API"),
                                "set accessConfig.authenticationMode to API"),
                        Rule.unless(
                                mayBeFalse(access.at("bootstrapClusterCreatorAdminPermissions")),
                                "set accessConfig.bootstrapClusterCreatorAdminPermissions to false"),
                        Rule.unless(
                                resource.at("enabledClusterLogTypes")
                                        .each()
                                        .anyMatch(kind -> kind.mayBe("audit")),
                                "log what is asked of it: audit"))
                .flatMap(remedy -> remedy);
    }

    private static boolean isNarrow(Property reach, Tier tier) {
        if (mayBeFalse(reach.at("endpointPublicAccess"))) {
            return true;
        }
        Property blocks = reach.at("publicAccessCidrs");
        boolean world = blocks.isAbsent() || blocks.texts().anyMatch(NetworkReach.WORLD);
        return !world || (tier != Tier.PROD && !blocks.isAbsent());
    }

    private static boolean mayBeFalse(Property flag) {
        return flag instanceof Property.Unknown
                || (flag instanceof Property.Flag known && !known.value());
    }
}
