package dev.tidegate.stacks.settings.load;

import dev.tidegate.stacks.settings.FleetSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks which fleet's smaller model replaces which: the fleet must exist, and there must be no cycle. */
final class SmallerModels {
    private SmallerModels() {}

    static void check(List<FleetSettings> fleets, Consumer<Problem> problems) {
        Map<String, Optional<String>> smaller = new HashMap<>();
        fleets.forEach(fleet -> smaller.put(fleet.name(), fleet.smaller()));
        for (int i = 0; i < fleets.size(); i++) {
            String key = "fleets[" + i + "].smaller";
            String name = fleets.get(i).name();
            fleets.get(i)
                    .smaller()
                    .flatMap(by -> problem(key, name, by, smaller))
                    .ifPresent(problems);
        }
    }

    private static Optional<Problem> problem(
            String key, String name, String by, Map<String, Optional<String>> smaller) {
        if (!smaller.containsKey(by)) {
            return Optional.of(new Problem(key, by, "name another of the fleets"));
        }
        if (comesBack(name, smaller)) {
            String remedy =
                    "a model is not smaller than itself: name none that leads back to " + name;
            return Optional.of(new Problem(key, by, remedy));
        }
        return Optional.empty();
    }

    private static boolean comesBack(String name, Map<String, Optional<String>> smaller) {
        Set<String> passed = new HashSet<>();
        Optional<String> at = smaller.get(name);
        while (at != null && at.isPresent() && passed.add(at.get())) {
            at = smaller.get(at.get());
        }
        return passed.contains(name);
    }
}
