package dev.tidegate.runbooks.act;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Every kind of step there is, each opened when it is first asked for. Thread-safe once filled. */
public final class Actuators {
    private final Map<String, Supplier<? extends Actuator>> kinds = new TreeMap<>();
    private final Map<String, Actuator> open = new ConcurrentHashMap<>();

    /** Adds a kind; whoever wires the program calls this before anyone asks. */
    public Actuators with(String kind, Supplier<? extends Actuator> opening) {
        if (kinds.putIfAbsent(kind, opening) != null) {
            throw new IllegalArgumentException("there is an actuator for " + kind + " already");
        }
        return this;
    }

    public Actuators with(Actuator actuator) {
        return with(actuator.kind(), () -> actuator);
    }

    public SortedSet<String> kinds() {
        return new TreeSet<>(kinds.keySet());
    }

    public Optional<Actuator> find(String kind) {
        return Optional.ofNullable(kinds.get(kind))
                .map(opening -> open.computeIfAbsent(kind, k -> opening.get()));
    }

    public Actuator of(Target target) {
        return find(target.kind())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no step of kind " + target.kind() + ", only " + kinds()));
    }
}
