package dev.tidegate.stacks.resource;

import java.util.List;
import java.util.Optional;

/** A resource as it is registered with the engine. */
public record ResourceRegistration(
        String type, String name, boolean isProtected, Property properties) {
    private static final List<String> NAMES =
            List.of(
                    "name",
                    "identifier",
                    "replicationGroupId",
                    "alias",
                    "bucketPrefix",
                    "scheduledActionName");

    /** Whether it is of that type, by the last part of the type token: {@code LaunchTemplate}. */
    public boolean is(String shortType) {
        return type.startsWith("aws:") && type.endsWith(":" + shortType);
    }

    public boolean is(String room, String shortType) {
        return type.startsWith("aws:" + room + "/") && is(shortType);
    }

    public Property at(String path) {
        return properties.at(path);
    }

    /** Its name in AWS, where that must be unique in the account; empty where AWS generates an identifier. */
    public Optional<String> physicalName() {
        if (is("Record") || is("CidrLocation") || is("LifecycleHook") || is("RuleGroupNamespace")) {
            return Optional.empty(); // named within their zone, collection, group or workspace
        }
        return NAMES.stream()
                .map(this::at)
                .filter(name -> name instanceof Property.Text)
                .flatMap(Property::texts)
                .findFirst();
    }
}
