package dev.tidegate.runbooks.act;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Registry of actuators by kind, each created at first use. Thread-safe once filled. */
public final class Actuators {
    private final Map<String, Supplier<? extends Actuator>> kinds = new TreeMap<>();
    private final Map<String, Actuator> opened = new ConcurrentHashMap<>();

    /** Registers a kind; to be called while the program is wired, before any look-up. */
    public Actuators with(String kind, Supplier<? extends Actuator> factory) {
        if (kinds.putIfAbsent(kind, factory) != null) {
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
                .map(factory -> opened.computeIfAbsent(kind, k -> factory.get()));
    }

    public Actuator of(Target target) {
        return find(target.kind())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no step of kind " + target.kind() + ", only " + kinds()));
    }
}
