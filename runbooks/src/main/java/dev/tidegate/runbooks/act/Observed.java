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
 * A target's fields as read at an instant. A field that the target does not have is absent.
 *
 * @param unsaved fields whose running value is not saved where the target would load it from after
 *     a restart or reload
 */
public record Observed(
        Target target, Instant at, SortedMap<String, JsonNode> fields, Set<String> unsaved)
        implements Reading {

    public Observed {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        unsaved = Set.copyOf(unsaved);
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

    /** The value of a field that its kind's shape declares a whole number. */
    public int count(String name) {
        JsonNode value = field(name);
        if (!value.canConvertToInt()) {
            throw new IllegalStateException(
                    "field " + name + " of " + target + " is no whole number, was " + value);
        }
        return value.intValue();
    }

    /** Whether each of the change's fields has the value after the change. */
    public boolean holdsAfter(Change change) {
        return change.fields().stream()
                .allMatch(f -> JsonEquality.same(field(f.field()), f.after()));
    }

    /** Whether a restart or reload would keep all of the change's values. */
    boolean survivesReload(Change change) {
        return change.fields().stream().noneMatch(f -> unsaved.contains(f.field()));
    }

    /** The values of the change's fields; JSON null where the target has none. */
    public SortedMap<String, JsonNode> fieldsOf(Change change) {
        var values = new TreeMap<String, JsonNode>();
        change.fields().forEach(f -> values.put(f.field(), field(f.field())));
        return values;
    }

    /** The values of the change's fields, for people. */
    String describe(Change change) {
        return change.fields().stream()
                .map(f -> f.field() + " is " + field(f.field()))
                .collect(Collectors.joining(", "));
    }

    /**
     * Whether nobody else wrote the change's fields: each has its value from before or after the
     * change.
     */
    public boolean holdsEither(Change change) {
        return change.fields().stream()
                .allMatch(
                        f ->
                                JsonEquality.same(field(f.field()), f.before())
                                        || JsonEquality.same(field(f.field()), f.after()));
    }
}
