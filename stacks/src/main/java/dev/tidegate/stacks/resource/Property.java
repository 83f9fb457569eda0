package dev.tidegate.stacks.resource;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A value of a resource: known, not known yet, or not there. */
public sealed interface Property {
    /** Not there. */
    record Absent() implements Property {}

    /** There, but known only once the resource it comes from has been made. */
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
        Property here = this;
        for (String name : path.split("\\.", -1)) {
            if (here instanceof Fields fields) {
                here = fields.values().getOrDefault(name, new Absent());
            } else if (!(here instanceof Unknown)) {
                return new Absent();
            }
        }
        return here;
    }

    /** The values of a list; none of anything else. */
    default Stream<Property> each() {
        return this instanceof Items items ? items.values().stream() : Stream.empty();
    }

    /** All texts in here, at any depth. */
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

    /** Whether this is that text, or may turn out to be. */
    default boolean mayBe(String text) {
        return this instanceof Unknown
                || (this instanceof Text known && known.value().equals(text));
    }

    /** Whether this is true, or may turn out to be; services take a flag as text here and there. */
    default boolean mayBeTrue() {
        return mayBe("true") || (this instanceof Flag flag && flag.value());
    }

    /** Whether this is a number for which the other holds, or may turn out to be. */
    default boolean mayBeAtLeast(double least) {
        return this instanceof Unknown
                || (this instanceof Numeral number && number.value() >= least);
    }
}
