package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Path of a field in an object, as server-side apply addresses it: elements of keyed lists by key,
 * not by index.
 */
record FieldPath(List<Step> steps) {
    static final FieldPath ROOT = new FieldPath(List.of());

    /** One step, into an object or a list. */
    sealed interface Step {
        record Member(String name) implements Step {}

        /**
         * @param key the list's key fields, with this element's values
         */
        record Element(ObjectNode key) implements Step {
            Optional<JsonNode> in(JsonNode list) {
                return StreamSupport.stream(list.spliterator(), false)
                        .filter(this::matches)
                        .findFirst();
            }

            boolean matches(JsonNode element) {
                return key.properties().stream()
                        .allMatch(e -> e.getValue().equals(element.path(e.getKey())));
            }
        }
    }

    FieldPath {
        steps = List.copyOf(steps);
    }

    FieldPath append(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new FieldPath(longer);
    }

    boolean isBelow(FieldPath other) {
        return steps.size() > other.steps.size()
                && steps.subList(0, other.steps.size()).equals(other.steps);
    }

    /** Sets the value at this path, creating objects, lists and elements on the way. */
    void put(ObjectNode root, JsonNode value) {
        JsonNode at = root;
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            if (steps.get(i) instanceof Step.Member member) {
                ObjectNode group = (ObjectNode) at;
                if (last) {
                    group.set(member.name(), value);
                } else if (steps.get(i + 1) instanceof Step.Element) {
                    at = group.withArrayProperty(member.name());
                } else {
                    at = group.withObjectProperty(member.name());
                }
            } else if (steps.get(i) instanceof Step.Element element) {
                at = element(element, (ArrayNode) at, last ? Optional.of(value) : Optional.empty());
            }
        }
    }

    private static JsonNode element(Step.Element wanted, ArrayNode list, Optional<JsonNode> value) {
        return wanted.in(list)
                .orElseGet(
                        () -> {
                            JsonNode added = value.orElseGet(() -> wanted.key().deepCopy());
                            list.add(added);
                            return added;
                        });
    }
}
