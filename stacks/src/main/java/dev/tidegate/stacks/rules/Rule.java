package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.stream.Stream;

/** A property of one resource by itself: what is wrong with it, nothing if all is well or nothing is known yet. */
@FunctionalInterface
interface Rule {
    Stream<String> remedies(ResourceRegistration resource, Tier tier);

    /** The remedy if the resource is broken. */
    static Stream<String> unless(boolean holds, String remedy) {
        return holds ? Stream.empty() : Stream.of(remedy);
    }
}
