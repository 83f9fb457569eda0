package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A target as it was at an instant, field by field. A field that the target does not have is absent.
 *
 * @param fleeting fields whose value is in force and does not stand where the target would take it from after a restart or a
 *     reload
 */
public record Observed(
        Target target, Instant at, SortedMap<String, JsonNode> fields, Set<String> fleeting)
        implements Reading {

    public Observed {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        fleeting = Set.copyOf(fleeting);
    }

    public Observed(Target target, Instant at, SortedMap<String, JsonNode> fields) {
        this(target, at, fields, Set.of());
    }

    public static Observed of(Target target, Instant at, Map<String, JsonNode> fields) {
        return new Observed(target, at, new TreeMap<>(fields));
    }

    /** The field's value; JSON null where the target has none. */
    public JsonNode field(String name) {
        return JsonEquality.orNull(fields.get(name));
    }

    /** A field that is a whole number by its kind's shape. */
    public int count(String name) {
        JsonNode value = field(name);
        if (!value.canConvertToInt()) {
            throw new IllegalStateException(
                    "field " + name + " of " + target + " is no whole number, was " + value);
        }
        return value.intValue();
    }

    /** Whether each of these fields has the value that the change wanted. */
    public boolean holdsAfter(Change change) {
        return change.fields().stream()
                .allMatch(f -> JsonEquality.same(field(f.field()), f.after()));
    }

    /** Whether a restart or a reload would take none of the change's values back. */
    boolean lasts(Change change) {
        return change.fields().stream().noneMatch(f -> fleeting.contains(f.field()));
    }

    /** Whether each of these fields has the value from before the change. */
    public boolean holdsBefore(Change change) {
        return change.fields().stream()
                .allMatch(f -> JsonEquality.same(field(f.field()), f.before()));
    }

    /** What it holds in the fields of the change, for people. */
    String told(Change change) {
        return change.fields().stream()
                .map(f -> f.field() + " is " + field(f.field()))
                .collect(Collectors.joining(", "));
    }

    /** Whether nobody but the change touched its fields: each is as before it, or as it wrote. */
    public boolean holdsEither(Change change) {
        return change.fields().stream()
                .allMatch(
                        f ->
                                JsonEquality.same(field(f.field()), f.before())
                                        || JsonEquality.same(field(f.field()), f.after()));
    }
}
