package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * A change of a target in absolute values, before and after: applying it twice is applying it once,
 * and its inverse is known before anything is written.
 *
 * @param key idempotency key: a retry of the same change repeats it, a new change has a new one; it
 *     is sent to targets that take such keys
 */
public record Change(Target target, List<FieldChange> fields, String key) {

    public Change {
        fields = List.copyOf(fields);
        long names = fields.stream().map(FieldChange::field).distinct().count();
        if (names != fields.size()) {
            throw new IllegalArgumentException("a field is changed twice in " + fields);
        }
    }

    /**
     * The fields of {@code desired} that the target does not hold yet, or would lose at a restart
     * or reload.
     */
    public static Change between(Observed before, SortedMap<String, JsonNode> desired) {
        var fields = new ArrayList<FieldChange>();
        desired.forEach(
                (name, after) -> {
                    JsonNode now = before.field(name);
                    if (!JsonEquality.same(now, after) || before.unsaved().contains(name)) {
                        fields.add(new FieldChange(name, now, after));
                    }
                });
        String seed = before.target() + "|" + before.at() + "|" + fields;
        String key = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        return new Change(before.target(), fields, key);
    }

    /** Whether the target already is as desired. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The value the change writes into the field; JSON null where it does not touch it. */
    public JsonNode after(String field) {
        return JsonEquality.orNull(
                fields.stream()
                        .filter(f -> f.field().equals(field))
                        .map(FieldChange::after)
                        .findFirst()
                        .orElse(null));
    }

    /** The undoing change: restores the values from before, under a key of its own. */
    public Change inverse() {
        return new Change(
                target, fields.stream().map(FieldChange::inverse).toList(), key + "/undo");
    }

    public Change withKey(String other) {
        return new Change(target, fields, other);
    }
}
