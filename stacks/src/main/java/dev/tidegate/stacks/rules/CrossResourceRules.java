package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.ResourceRegistration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules over all resources together: duplicate names, and alias records of a single address family. */
final class CrossResourceRules {
    private CrossResourceRules() {}

    static List<Violation> check(List<ResourceRegistration> resources) {
        List<Violation> violations = new ArrayList<>();
        Set<String> logical = new HashSet<>();
        Set<String> physical = new HashSet<>();
        Map<String, Set<String>> families = new HashMap<>();
        for (ResourceRegistration resource : resources) {
            String what = resource.type() + " " + resource.name();
            if (!logical.add(what)) {
                violations.add(
                        new Violation(
                                "unique-names",
                                what,
                                "give it a name of its own: the engine refuses the second"));
            }
            resource.physicalName()
                    .filter(name -> !physical.add(resource.type() + " " + name))
                    .ifPresent(
                            name ->
                                    violations.add(
                                            new Violation(
                                                    "unique-names",
                                                    what,
                                                    "AWS has one " + name + " already")));
            if (resource.is("Record") && !resource.at("aliases").isAbsent()) {
                String alias =
                        Stream.of("name", "setIdentifier")
                                .flatMap(key -> resource.at(key).texts())
                                .toList()
                                .toString();
                resource.at("type")
                        .texts()
                        .forEach(
                                family ->
                                        families.computeIfAbsent(alias, any -> new HashSet<>())
                                                .add(family));
            }
        }
        families.forEach(
                (alias, found) -> {
                    if (!found.containsAll(Set.of("A", "AAAA"))) {
                        violations.add(
                                new Violation(
                                        "both-address-families",
                                        "alias " + alias,
                                        "make it for A and AAAA"));
                    }
                });
        return violations;
    }
}
