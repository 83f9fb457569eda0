package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;

/** One field of a target, now and then. JSON null stands for a field that the target does not have. */
public record FieldChange(String field, JsonNode before, JsonNode after) {

    FieldChange inverse() {
        return new FieldChange(field, after, before);
    }
}
