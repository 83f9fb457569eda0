package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Converts between JSON objects and maps of JSON pointers (RFC 6901). */
public final class Pointers {
    private Pointers() {}

    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Every value below {@code root}, containers included, by its pointer. */
    public static SortedMap<String, JsonNode> flatten(JsonNode root, String at) {
        var found = new TreeMap<String, JsonNode>();
        collect(root, at, found);
        return found;
    }

    private static void collect(JsonNode value, String at, Map<String, JsonNode> into) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        into.put(at, value);
        if (value.isObject()) {
            value.properties()
                    .forEach(e -> collect(e.getValue(), at + "/" + escape(e.getKey()), into));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collect(value.get(i), at + "/" + i, into);
            }
        }
    }

    /** The object that has these values; none of the pointers leads into a list. */
    public static ObjectNode nest(Map<String, JsonNode> values) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        values.forEach(
                (pointer, value) -> {
                    ObjectNode parent = root;
                    JsonPointer rest = JsonPointer.compile(pointer);
                    while (!rest.tail().matches()) {
                        parent = parent.withObjectProperty(rest.getMatchingProperty());
                        rest = rest.tail();
                    }
                    parent.set(rest.getMatchingProperty(), value);
                });
        return root;
    }
}
