package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.act.FieldChange;
import java.util.List;

/** Patches (RFC 6902) that fail as a whole when a value is not as it was read. */
public final class JsonPatch {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonPatch() {}

    /**
     * @param object as it was read
     * @param changes their fields are JSON pointers; a value that the object lacks is added
     */
    public static ArrayNode replacing(JsonNode object, List<FieldChange> changes) {
        ArrayNode operations = NODES.arrayNode();
        for (FieldChange change : changes) {
            JsonNode now = object.at(change.field());
            operations.add(operation("test", change.field(), now)); // null where there is none
            operations.add(
                    change.after().isNull()
                            ? NODES.objectNode().put("op", "remove").put("path", change.field())
                            : operation(
                                    now.isMissingNode() ? "add" : "replace",
                                    change.field(),
                                    change.after()));
        }
        return operations;
    }

    private static ObjectNode operation(String kind, String pointer, JsonNode value) {
        return NODES.objectNode().put("op", kind).put("path", pointer).set("value", value);
    }
}
