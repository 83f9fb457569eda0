package dev.tidegate.runbooks.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Converts nodes to JSON, without source positions. */
public final class PlainJson {
    private PlainJson() {}

    public static JsonNode nullNode() {
        return JsonNodeFactory.instance.nullNode();
    }

    public static JsonNode of(Node node) {
        if (node instanceof Node.Mapping mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            mapping.members().forEach(m -> object.set(m.name(), of(m.value())));
            return object;
        }
        if (node instanceof Node.Sequence sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.elements().forEach(e -> array.add(of(e)));
            return array;
        }
        return ((Node.Scalar) node).value();
    }
}
