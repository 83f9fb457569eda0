package dev.tidegate.runbooks.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * Last line of defence against secrets in the ledger: withholds values that their name or text
 * shows to be secret.
 */
final class Redaction {
    static final String WITHHELD = "(withheld)";

    /**
     * The name of a secret, as of an environment variable, which books may hold and the ledger may
     * record.
     */
    private static final Pattern REFERENCE = Pattern.compile("[A-Z][A-Z0-9_]*");

    private Redaction() {}

    static JsonNode withhold(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(e -> copy.set(e.getKey(), withhold(e.getKey(), e.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(withhold(element)));
            return copy;
        }
        return node.isTextual() && SecretDetector.containsSecret(node.textValue())
                ? JsonNodeFactory.instance.textNode(WITHHELD)
                : node;
    }

    private static JsonNode withhold(String name, JsonNode value) {
        boolean reference = name.equals("secret") && REFERENCE.matcher(value.asText()).matches();
        boolean secret = value.isTextual() && !reference && SecretDetector.isSecretName(name);
        return secret ? JsonNodeFactory.instance.textNode(WITHHELD) : withhold(value);
    }
}
