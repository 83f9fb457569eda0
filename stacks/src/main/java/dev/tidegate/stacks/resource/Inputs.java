package dev.tidegate.stacks.resource;

import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.InputArgs;
import com.pulumi.resources.ResourceArgs;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a resource's arguments before they are sent to the engine, by the SDK's own annotations. */
public final class Inputs {
    private Inputs() {}

    public static Property of(@Nullable Object value) {
        if (value == null) {
            return new Property.Absent();
        }
        if (value instanceof Output<?> output) {
            return resolved(output);
        }
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        if (value instanceof Either<?, ?> either) {
            return of(either.isLeft() ? either.left() : either.right());
        }
        if (value instanceof ResourceArgs || value instanceof InputArgs) {
            return fields(value);
        }
        if (value instanceof Collection<?> items) {
            return new Property.Items(items.stream().map(Inputs::of).toList());
        }
        if (value instanceof Map<?, ?> map) {
            SortedMap<String, Property> fields = new TreeMap<>();
            map.forEach((key, each) -> fields.put(String.valueOf(key), of(each)));
            return new Property.Fields(fields);
        }
        if (value instanceof Number number) {
            return new Property.Numeral(number.doubleValue());
        }
        return value instanceof Boolean flag
                ? new Property.Flag(flag)
                : new Property.Text(value.toString());
    }

    /** The value of a resolved output, which runs what is applied to it at once; unknown otherwise. */
    private static <T> Property resolved(Output<T> output) {
        Property[] result = {new Property.Unknown()};
        output.applyValue(
                value -> {
                    result[0] = of(value);
                    return value;
                });
        return result[0];
    }

    private static Property fields(Object args) {
        SortedMap<String, Property> fields = new TreeMap<>();
        for (Class<?> type = args.getClass();
                type != null && type != Object.class;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                Import annotation = field.getAnnotation(Import.class);
                if (annotation == null) {
                    continue;
                }
                Property value = read(field, args);
                if (!value.isAbsent()) {
                    fields.put(
                            annotation.name().isEmpty() ? field.getName() : annotation.name(),
                            value);
                }
            }
        }
        return new Property.Fields(fields);
    }

    private static Property read(Field field, Object args) {
        try {
            field.setAccessible(true);
            return of(field.get(args));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    "the SDK's arguments are open to reading, but not " + field, e);
        }
    }
}
