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
        violations.addAll(uniqueNames(resources));
        violations.addAll(bothAddressFamilies(resources));
        return violations;
    }

    private static List<Violation> uniqueNames(List<ResourceRegistration> resources) {
        List<Violation> violations = new ArrayList<>();
        Set<String> logical = new HashSet<>();
        Set<String> physical = new HashSet<>();
        for (ResourceRegistration resource : resources) {
            String what = resource.type() + " " + resource.name();
            if (!logical.add(what)) {
                String remedy = "give it a name of its own: the engine refuses the second";
                violations.add(new Violation("unique-names", what, remedy));
            }
            resource.physicalName()
                    .filter(name -> !physical.add(resource.type() + " " + name))
                    .map(name -> "AWS has one " + name + " already")
                    .map(remedy -> new Violation("unique-names", what, remedy))
                    .ifPresent(violations::add);
        }
        return violations;
    }

    private static List<Violation> bothAddressFamilies(List<ResourceRegistration> resources) {
        Map<String, Set<String>> families = new HashMap<>();
        resources.stream()
                .filter(resource -> resource.is("Record") && !resource.at("aliases").isAbsent())
                .forEach(
                        alias ->
                                families.computeIfAbsent(identity(alias), any -> new HashSet<>())
                                        .addAll(alias.at("type").texts().toList()));
        return families.entrySet().stream()
                .filter(alias -> !alias.getValue().containsAll(Set.of("A", "AAAA")))
                .map(alias -> "alias " + alias.getKey())
                .map(what -> new Violation("both-address-families", what, "make it for A and AAAA"))
                .toList();
    }

    /** What the two records of one alias have in common. */
    private static String identity(ResourceRegistration alias) {
        return Stream.of("name", "setIdentifier")
                .flatMap(key -> alias.at(key).texts())
                .toList()
                .toString();
    }
}
