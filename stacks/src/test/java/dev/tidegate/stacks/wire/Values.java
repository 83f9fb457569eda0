package dev.tidegate.stacks.wire;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.tidegate.stacks.resource.Property;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values of the wire in the forms that tests compare. */
public final class Values {
    /** What the engine's protocol writes for a value that a preview does not know. */
    private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

    /** Of a wrapper's signature, what says that its value is secret. */
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    private Values() {}

    /** Whether this wraps a value that the engine must keep encrypted: by its signature, or by the mark of an output. */
    static boolean isSecret(Struct struct) {
        return struct.containsFields(SIGNATURE)
                && (struct.getFieldsOrThrow(SIGNATURE).getStringValue().equals(SECRET)
                        || struct.getFieldsOrDefault("secret", Value.getDefaultInstance())
                                .getBoolValue());
    }

    public static Property property(Struct struct) {
        SortedMap<String, Property> fields = new TreeMap<>();
        struct.getFieldsMap().forEach((key, value) -> fields.put(key, property(value)));
        return new Property.Fields(fields);
    }

    public static Property property(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE ->
                    value.getStringValue().equals(UNKNOWN)
                            ? new Property.Unknown()
                            : new Property.Text(value.getStringValue());
            case NUMBER_VALUE -> new Property.Numeral(value.getNumberValue());
            case BOOL_VALUE -> new Property.Flag(value.getBoolValue());
            case LIST_VALUE ->
                    new Property.Items(
                            value.getListValue().getValuesList().stream()
                                    .map(Values::property)
                                    .toList());
            case STRUCT_VALUE -> wrapped(value.getStructValue());
            default -> new Property.Absent();
        };
    }

    /** A value with dependencies or secrecy travels in a wrapper; without a value in it, it is unknown. */
    private static Property wrapped(Struct struct) {
        if (!struct.containsFields(SIGNATURE)) {
            return property(struct);
        }
        return struct.containsFields("value")
                ? property(struct.getFieldsOrThrow("value"))
                : new Property.Unknown();
    }

    static Map<String, Object> map(Struct struct) {
        Map<String, Object> map = new LinkedHashMap<>();
        struct.getFieldsMap().forEach((key, value) -> map.put(key, plain(value)));
        return map;
    }

    private static Object plain(Value value) {
        return switch (value.getKindCase()) {
            case NUMBER_VALUE -> value.getNumberValue();
            case BOOL_VALUE -> value.getBoolValue();
            case LIST_VALUE ->
                    List.copyOf(
                            value.getListValue().getValuesList().stream()
                                    .map(Values::plain)
                                    .toList());
            case STRUCT_VALUE -> map(value.getStructValue());
            default -> value.getStringValue();
        };
    }
}
