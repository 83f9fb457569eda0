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
     * @param changes their fields are JSON pointers to values that the object has
     */
    public static ArrayNode replacing(JsonNode object, List<FieldChange> changes) {
        ArrayNode operations = NODES.arrayNode();
        for (FieldChange change : changes) {
            operations.add(operation("test", change.field(), object.at(change.field())));
            operations.add(
                    change.after().isNull()
                            ? NODES.objectNode().put("op", "remove").put("path", change.field())
                            : operation("replace", change.field(), change.after()));
        }
        return operations;
    }

    private static ObjectNode operation(String kind, String pointer, JsonNode value) {
        return NODES.objectNode().put("op", kind).put("path", pointer).set("value", value);
    }
}
