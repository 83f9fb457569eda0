package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads an object's managed fields: who owns which field, and which keys its lists use. In them
 * "f:name" is a member, "k:{…}" an element of a keyed list, "v:…" an element of a set, "." the
 * group itself.
 */
final class FieldOwners {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode object;

    FieldOwners(JsonNode object) {
        this.object = object;
    }

    /**
     * The fields that we applied earlier, with their current values. Server-side apply removes what
     * a manager owned and now omits, so each apply has to include them.
     */
    Map<FieldPath, JsonNode> ours() {
        var own = new LinkedHashMap<FieldPath, JsonNode>();
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            if (isOurs(entry) && isApplied(entry)) {
                collect(entry.path("fieldsV1"), FieldPath.ROOT, object, own);
            }
        }
        return own;
    }

    private static void collect(
            JsonNode fields, FieldPath at, JsonNode value, Map<FieldPath, JsonNode> into) {
        if (value.isMissingNode()) {
            return; // removed by somebody meanwhile
        }
        ArrayNode setElements = JsonNodeFactory.instance.arrayNode();
        boolean hasMembers = false;
        for (var field : fields.properties()) {
            String name = field.getKey();
            if (name.startsWith("f:")) {
                hasMembers = true;
                String member = name.substring(2);
                FieldPath below = at.append(new FieldPath.Step.Member(member));
                collect(field.getValue(), below, value.path(member), into);
            } else if (name.startsWith("k:")) {
                hasMembers = true;
                var element = new FieldPath.Step.Element((ObjectNode) parse(name));
                element.in(value)
                        .ifPresent(v -> collect(field.getValue(), at.append(element), v, into));
            } else if (name.startsWith("v:")) {
                setElements.add(parse(name));
            }
        }
        if (!hasMembers && !at.steps().isEmpty()) {
            into.put(at, setElements.isEmpty() ? value.deepCopy() : setElements);
        }
    }

    /** The field path of a pointer; empty when it passes through an atomic list. */
    Optional<FieldPath> path(String pointer) {
        FieldPath path = FieldPath.ROOT;
        List<JsonNode> managed = new ArrayList<>();
        object.at("/metadata/managedFields").forEach(e -> managed.add(e.path("fieldsV1")));
        JsonNode at = object;
        for (JsonPointer rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            if (at.isArray()) {
                at = at.path(rest.getMatchingIndex());
                Optional<String> key = keyOf(at, managed);
                if (key.isEmpty()) {
                    return Optional.empty();
                }
                path = path.append(new FieldPath.Step.Element((ObjectNode) parse(key.get())));
                managed.replaceAll(fields -> fields.path(key.get()));
            } else {
                path = path.append(new FieldPath.Step.Member(name));
                at = at.path(name);
                managed.replaceAll(fields -> fields.path("f:" + name));
            }
        }
        return Optional.of(path);
    }

    /** The element's key, as some manager of the list records it. */
    private static Optional<String> keyOf(JsonNode element, List<JsonNode> managed) {
        return managed.stream()
                .flatMap(fields -> fields.properties().stream())
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith("k:"))
                .filter(
                        name ->
                                new FieldPath.Step.Element((ObjectNode) parse(name))
                                        .matches(element))
                .findFirst();
    }

    /**
     * Other managers that apply the pointer's field, or the list around it, and will apply it
     * again.
     */
    SortedSet<String> otherAppliers(String pointer) {
        var found = new TreeSet<String>();
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            if (isApplied(entry) && !isOurs(entry) && owns(entry.path("fieldsV1"), pointer)) {
                found.add(entry.path("manager").asText());
            }
        }
        return found;
    }

    private static boolean owns(JsonNode fields, String pointer) {
        JsonNode at = fields;
        boolean isWithin = false;
        JsonPointer rest = JsonPointer.compile(pointer);
        while (!rest.matches() && at.has("f:" + rest.getMatchingProperty())) {
            at = at.path("f:" + rest.getMatchingProperty());
            rest = rest.tail();
            isWithin = true;
        }
        return isWithin && at.isEmpty();
    }

    private static boolean isOurs(JsonNode entry) {
        return entry.path("manager").asText().equals(Cluster.MANAGER);
    }

    private static boolean isApplied(JsonNode entry) {
        return entry.path("operation").asText().equals("Apply");
    }

    private static JsonNode parse(String name) {
        try {
            return JSON.readTree(name.substring(2));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("managed field \"" + name + "\" is no JSON", e);
        }
    }
}
