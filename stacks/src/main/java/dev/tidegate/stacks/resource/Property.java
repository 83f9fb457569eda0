package dev.tidegate.stacks.resource;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A property of a resource: known, unknown until it is created, or absent. */
public sealed interface Property {
    /** Not set. */
    record Absent() implements Property {}

    /** Set, but unknown until the resource that it comes from is created. */
    record Unknown() implements Property {}

    record Text(String value) implements Property {}

    record Numeral(double value) implements Property {}

    record Flag(boolean value) implements Property {}

    record Items(List<Property> values) implements Property {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Fields(SortedMap<String, Property> values) implements Property {
        public Fields {
            values = new TreeMap<>(values);
        }
    }

    /** The value under a path of names, such as {@code warmPool.minSize}. */
    default Property at(String path) {
        Property current = this;
        for (String name : path.split("\\.", -1)) {
            if (current instanceof Fields fields) {
                current = fields.values().getOrDefault(name, new Absent());
            } else if (!(current instanceof Unknown)) {
                return new Absent();
            }
        }
        return current;
    }

    /** The elements of a list; empty for anything else. */
    default Stream<Property> each() {
        return this instanceof Items items ? items.values().stream() : Stream.empty();
    }

    /** All strings in here, at any depth. */
    default Stream<String> texts() {
        if (this instanceof Text text) {
            return Stream.of(text.value());
        }
        if (this instanceof Items items) {
            return items.values().stream().flatMap(Property::texts);
        }
        return this instanceof Fields fields
                ? fields.values().values().stream().flatMap(Property::texts)
                : Stream.empty();
    }

    default boolean isAbsent() {
        return this instanceof Absent;
    }

    /** Whether this is that string, or unknown. */
    default boolean mayBe(String text) {
        return this instanceof Unknown
                || (this instanceof Text known && known.value().equals(text));
    }

    /** Whether this is true, also as a string, or unknown. */
    default boolean mayBeTrue() {
        return mayBe("true") || (this instanceof Flag flag && flag.value());
    }

    /** Whether this is a number of at least {@code least}, or unknown. */
    default boolean mayBeAtLeast(double least) {
        return this instanceof Unknown
                || (this instanceof Numeral number && number.value() >= least);
    }
}
