package dev.tidegate.runbooks.book.terms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.yaml.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates a book's CEL expressions over given values. A bare name is looked up without CEL. */
public final class Expressions {
    private final Variables variables;
    private final SortedMap<String, Condition.Given> given; // the parameters
    private final Map<String, Object> values; // of all variables

    private Expressions(
            Variables variables,
            SortedMap<String, Condition.Given> given,
            Map<String, Object> values) {
        this.variables = variables;
        this.given = given;
        this.values = values;
    }

    /** Expressions over parameters only. */
    public static Expressions of(List<Parameter> declared, Map<String, JsonNode> parameters) {
        var given = new TreeMap<String, Condition.Given>();
        for (Parameter p : declared) {
            JsonNode value = parameters.get(p.name());
            if (value != null) {
                given.put(p.name(), new Condition.Given(p.type(), value));
            }
        }
        return new Expressions(Variables.of(declared), given, toCel(given));
    }

    static Expressions given(SortedMap<String, Condition.Given> given) {
        var types = new HashMap<String, Parameter.Type>();
        given.forEach((name, g) -> types.put(name, g.type()));
        return new Expressions(Variables.typed(types), given, toCel(given));
    }

    private static Map<String, Object> toCel(Map<String, Condition.Given> given) {
        var values = new HashMap<String, Object>();
        given.forEach((name, g) -> values.put(name, toCel(g.type(), g.value())));
        return values;
    }

    /** The condition with these parameters, to be evaluated later without the book. */
    public Condition condition(String expression) {
        return new Condition(expression, given);
    }

    /** These expressions with the observed fields of a step's target as {@code before}. */
    public Expressions withBefore(Map<String, JsonNode> fields) {
        var before = new HashMap<String, Object>();
        fields.forEach((name, value) -> before.put(name, toCel(value)));
        var extended = new HashMap<>(values);
        extended.put(Variables.BEFORE, before);
        return new Expressions(variables.withBefore(), given, extended);
    }

    public boolean holds(String condition) {
        return Boolean.TRUE.equals(variables.evaluate(condition, values));
    }

    /**
     * @throws IllegalArgumentException when it cannot be evaluated, with the expression and why
     */
    public JsonNode value(String expression) {
        Object direct = values.get(expression);
        Object result = direct == null ? variables.evaluate(expression, values) : direct;
        return toJson(result);
    }

    private static Object toCel(Parameter.Type type, JsonNode value) {
        return switch (type) {
            case COUNT -> value.longValue();
            case NUMBER -> value.doubleValue();
            case FLAG -> value.booleanValue();
            case DURATION -> Durations.parse(value.asText()).orElse(Duration.ZERO);
            case TEXT, TARGET -> value.asText();
        };
    }

    private static Object toCel(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }

    private static JsonNode toJson(@Nullable Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value instanceof Long n) {
            return n.intValue() == n ? make.numberNode(n.intValue()) : make.numberNode(n);
        }
        if (value instanceof Double n) {
            return make.numberNode(n);
        }
        if (value instanceof Boolean b) {
            return make.booleanNode(b);
        }
        if (value instanceof Duration d) {
            return make.textNode(Durations.text(d));
        }
        return make.textNode(String.valueOf(value));
    }
}
