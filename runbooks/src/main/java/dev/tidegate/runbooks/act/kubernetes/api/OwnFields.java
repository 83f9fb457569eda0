package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of an object that earlier changes of ours set. Server-side apply takes away what a manager owned and leaves
 * out the next time, so each application has to carry them along.
 */
final class OwnFields {
    private OwnFields() {}

    /** By pointer, with their values of now; a list is carried whole. */
    static SortedMap<String, JsonNode> of(JsonNode object) {
        var own = new TreeMap<String, JsonNode>();
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            boolean ours = entry.path("manager").asText().equals(Cluster.MANAGER);
            if (ours && entry.path("operation").asText().equals("Apply")) {
                collect(entry.path("fieldsV1"), "", object, own);
            }
        }
        return own;
    }

    /** "f:name" is a member, "k:…" and "v:…" are elements of a list, "." the group itself. */
    private static void collect(
            JsonNode fields, String at, JsonNode value, Map<String, JsonNode> into) {
        if (value.isMissingNode()) {
            return; // taken away by somebody meanwhile
        }
        boolean hasMembers = false;
        for (var field : fields.properties()) {
            if (field.getKey().startsWith("f:")) {
                String name = field.getKey().substring(2);
                collect(field.getValue(), at + "/" + Pointers.escape(name), value.path(name), into);
                hasMembers = true;
            }
        }
        if (!hasMembers && !at.isEmpty()) {
            into.put(at, value);
        }
    }
}
