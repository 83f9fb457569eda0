package dev.tidegate.stacks.rules;

/** A resource as the engine is asked for it. */
public record Registered(String type, String name, boolean kept, Property properties) {
    /** Whether it is of that type, by the last part of its name: {@code LaunchTemplate}. */
    boolean is(String shortType) {
        return type.startsWith("aws:") && type.endsWith(":" + shortType);
    }

    boolean is(String room, String shortType) {
        return type.startsWith("aws:" + room + "/") && is(shortType);
    }

    Property at(String path) {
        return properties.at(path);
    }
}
