package dev.tidegate.runbooks.book.terms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A condition on a target's fields, together with its parameters' values, so that it can be
 * evaluated again after the book has changed or is gone.
 *
 * @param given the parameters it may refer to
 */
public record Condition(String expression, SortedMap<String, Given> given) {

    /** A parameter's type and value. */
    public record Given(Parameter.Type type, JsonNode value) {}

    public Condition {
        given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    /**
     * @param before the target's fields
     * @throws IllegalArgumentException when it cannot be evaluated, with the expression and why
     */
    public boolean holds(Map<String, JsonNode> before) {
        return Expressions.given(given).withBefore(before).holds(expression);
    }
}
