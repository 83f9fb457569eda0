package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a field of a kind of target may hold.
 *
 * @param settable whether a change may set it; other fields are read-only
 */
public record FieldShape(String name, Type type, boolean settable) {

    /** JSON types of fields. */
    public enum Type {
        COUNT("a whole number of 0 or more"),
        NUMBER("a number"),
        TEXT("text"),
        FLAG("true or false"),
        ANY("any value");

        private final String expectation;

        Type(String expectation) {
            this.expectation = expectation;
        }

        public String expectation() {
            return expectation;
        }

        /** Whether the value is of this type. Null, the absence of the field, always is. */
        public boolean admits(JsonNode value) {
            return value.isNull()
                    || switch (this) {
                        case COUNT ->
                                value.canConvertToExactIntegral()
                                        && value.canConvertToInt()
                                        && value.intValue() >= 0;
                        case NUMBER -> value.isNumber();
                        case TEXT -> value.isTextual();
                        case FLAG -> value.isBoolean();
                        case ANY -> true;
                    };
        }
    }

    public static FieldShape settable(String name, Type type) {
        return new FieldShape(name, type, true);
    }

    public static FieldShape readOnly(String name, Type type) {
        return new FieldShape(name, type, false);
    }
}
