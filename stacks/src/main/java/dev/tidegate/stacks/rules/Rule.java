package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.stream.Stream;

/** A check of a single resource: its remedies; none if it passes or its values are still unknown. */
@FunctionalInterface
interface Rule {
    Stream<String> remedies(ResourceRegistration resource, Tier tier);

    /** The remedy, unless {@code holds}. */
    static Stream<String> unless(boolean holds, String remedy) {
        return holds ? Stream.empty() : Stream.of(remedy);
    }
}
