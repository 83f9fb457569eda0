package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.stream.Stream;

/** Rules for launch templates. */
final class Instances {
    private Instances() {}

    static Stream<String> metadataVersionTwo(ResourceRegistration resource, Tier tier) {
        boolean template = resource.is("LaunchTemplate");
        boolean own = resource.is("ec2", "Instance") && resource.at("launchTemplate").isAbsent();
        if (!template && !own) {
            return Stream.empty();
        }
        Property hops = resource.at("metadataOptions.httpPutResponseHopLimit");
        return Stream.concat(
                Rule.unless(
                        resource.at("metadataOptions.httpTokens").mayBe("required"),
                        "set metadataOptions.httpTokens to required"),
                Rule.unless(
                        hops.mayBeAtLeast(1)
                                && !(hops instanceof Property.Numeral number && number.value() > 1),
                        "set metadataOptions.httpPutResponseHopLimit to 1"));
    }

    /** Neither the provider's default tags nor the template's own reach what is launched from it. */
    static Stream<String> tagsReachInstances(ResourceRegistration resource, Tier tier) {
        if (resource.is("LaunchTemplate")) {
            return Stream.of("instance", "volume", "network-interface")
                    .filter(kind -> !isTagged(kind, resource))
                    .map(kind -> "give tagSpecifications for " + kind + " all tags");
        }
        if (resource.is("autoscaling", "Group")) {
            return Rule.unless(
                    resource.at("tags").each().findAny().isPresent()
                            && resource.at("tags")
                                    .each()
                                    .allMatch(tag -> tag.at("propagateAtLaunch").mayBeTrue()),
                    "set propagateAtLaunch on each of its tags");
        }
        return Stream.empty();
    }

    private static boolean isTagged(String kind, ResourceRegistration template) {
        return template.at("tagSpecifications")
                .each()
                .filter(tags -> tags.at("resourceType").mayBe(kind))
                .anyMatch(tags -> Tagging.missing(tags.at("tags")).isEmpty());
    }
}
