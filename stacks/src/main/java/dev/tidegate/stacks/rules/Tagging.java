package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every resource carries its owner and environment as tags. */
final class Tagging {
    private static final List<String> WANTED =
            List.of("Name", "tidegate:environment", "tidegate:owner", "tidegate:room");

    /** Types without tags, by the last part of the type token. */
    private static final Set<String> UNTAGGABLE =
            Set.of(
                    "AccessPolicyAssociation",
                    "AlertManagerDefinition",
                    "Alias",
                    "BucketLifecycleConfigurationV2",
                    "BucketPolicy",
                    "BucketPublicAccessBlock",
                    "BucketServerSideEncryptionConfigurationV2",
                    "BucketVersioningV2",
                    "CachePolicy",
                    "CertificateValidation",
                    "CidrCollection",
                    "CidrLocation",
                    "EventTarget",
                    "LifecycleHook",
                    "OriginAccessControl",
                    "OriginRequestPolicy",
                    "Policy",
                    "Record",
                    "RolePolicy",
                    "RolePolicyAttachment",
                    "Route",
                    "RouteTableAssociation",
                    "Schedule",
                    "TopicPolicy");

    private Tagging() {}

    static Stream<String> tagged(ResourceRegistration resource, Tier tier) {
        String last = resource.type().substring(resource.type().lastIndexOf(':') + 1);
        if (!resource.type().startsWith("aws:")
                || UNTAGGABLE.contains(last)
                || resource.at("tags") instanceof Property.Items) {
            return Stream.empty();
        }
        List<String> missing = missing(resource.at("tags"));
        return Rule.unless(missing.isEmpty(), "tag it with " + String.join(", ", missing));
    }

    static List<String> missing(Property tags) {
        return WANTED.stream()
                .filter(tag -> !(tags instanceof Property.Unknown) && !has(tags, tag))
                .toList();
    }

    private static boolean has(Property tags, String tag) {
        return tags instanceof Property.Fields fields && fields.values().containsKey(tag);
    }
}
