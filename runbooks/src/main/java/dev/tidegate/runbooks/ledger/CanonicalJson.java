package dev.tidegate.runbooks.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Canonical text of a JSON value: members sorted by name, no whitespace, numbers as Java prints
 * them.
 *
 * <p>Writing, reading and writing again gives the same text, so that a hash can be recomputed from
 * what was stored.
 */
final class CanonicalJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CanonicalJson() {}

    static JsonNode canonical(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> copy.set(e.getKey(), canonical(e.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(canonical(element)));
            return copy;
        }
        return node.isNumber() ? number(node) : node;
    }

    /** The number node that parsing its text would give. */
    private static JsonNode number(JsonNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node.isIntegralNumber()) {
            return node.canConvertToInt()
                    ? make.numberNode(node.intValue())
                    : node.canConvertToLong() ? make.numberNode(node.longValue()) : node;
        }
        double value = Double.parseDouble(node.asText());
        return Double.isFinite(value) ? make.numberNode(value) : make.textNode(node.asText());
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value: " + node.getNodeType(), e);
        }
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new LedgerException("an entry's body is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
