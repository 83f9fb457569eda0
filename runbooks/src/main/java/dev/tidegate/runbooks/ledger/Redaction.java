package dev.tidegate.runbooks.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** The last line of defence against secrets in the ledger: withholds what a name or the text itself gives away. */
final class Redaction {
    static final String WITHHELD = "(withheld)";

    /** A book names its secrets, as environment variables are named; the name may be remembered. */
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
        return node.isTextual() && SecretDetector.isIn(node.textValue())
                ? JsonNodeFactory.instance.textNode(WITHHELD)
                : node;
    }

    private static JsonNode withhold(String name, JsonNode value) {
        boolean reference = name.equals("secret") && REFERENCE.matcher(value.asText()).matches();
        boolean secret = value.isTextual() && !reference && SecretDetector.isPromisedBy(name);
        return secret ? JsonNodeFactory.instance.textNode(WITHHELD) : withhold(value);
    }
}
