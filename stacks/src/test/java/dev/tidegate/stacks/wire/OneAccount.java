package dev.tidegate.stacks.wire;

import dev.tidegate.stacks.resource.ResourceRegistration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The stacks of one account, side by side. */
public final class OneAccount {
    private OneAccount() {}

    /** Physical names that occur twice. */
    public static List<String> collisions(List<ResourceRegistration> resources) {
        Set<String> seen = new HashSet<>();
        return resources.stream()
                .flatMap(each -> each.physicalName().map(name -> each.type() + " " + name).stream())
                .filter(name -> !seen.add(name))
                .toList();
    }
}
