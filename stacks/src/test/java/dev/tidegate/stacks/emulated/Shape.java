package dev.tidegate.stacks.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.resource.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Between registered inputs and the service's own messages: fields of the same name, whatever their capitals, are the same; where
 * Pulumi has other words, the caller says so by the path of the member.
 */
final class Shape {
    private final Map<String, String> otherWords = new HashMap<>();

    /** Pairs: a member by its path in the message, and an input by its path from where the member stands. */
    Shape(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            otherWords.put(pairs[i].toLowerCase(Locale.ROOT), pairs[i + 1]);
        }
    }

    /** Fills a message's builder from inputs. */
    <B extends SdkPojo> B fill(B builder, Property inputs) {
        fill(builder, inputs, "");
        return builder;
    }

    /** That an answer of the service says what the inputs do, and shares so many values with them at least. */
    void assertSame(SdkPojo answer, Property inputs, int atLeast) {
        assertThat(differences(answer, inputs)).isEmpty();
        assertThat(shared(answer, inputs)).isGreaterThanOrEqualTo(atLeast);
    }

    /** Where an answer of the service says otherwise than the inputs do; what only one of them knows is no difference. */
    List<String> differences(SdkPojo answer, Property inputs) {
        List<String> differences = new ArrayList<>();
        compare(answer, inputs, "", differences);
        return differences;
    }

    /** How many values an answer and the inputs share: a comparison of nothing would always hold. */
    int shared(SdkPojo answer, Property inputs) {
        return compare(answer, inputs, "", new ArrayList<>());
    }

    private void fill(SdkPojo builder, Property inputs, String path) {
        for (SdkField<?> field : builder.sdkFields()) {
            String at = join(path, field.memberName());
            Property input = input(inputs, field, at);
            if (!input.isAbsent()) {
                field.set(builder, value(field, input, at));
            }
        }
    }

    private Property input(Property inputs, SdkField<?> field, String at) {
        String other = otherWords.get(at.toLowerCase(Locale.ROOT));
        if (other != null) {
            return at(inputs, other);
        }
        return inputs instanceof Property.Fields fields
                ? fields.values().entrySet().stream()
                        .filter(each -> each.getKey().equalsIgnoreCase(field.memberName()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(new Property.Absent())
                : new Property.Absent();
    }

    private Object value(SdkField<?> field, Property input, String at) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo builder = field.constructor().get();
            fill(builder, counted(builder, input), at);
            return ((SdkBuilder<?, ?>) builder).build();
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            return items(input).map(item -> value(member, item, at)).toList();
        }
        if (type == MarshallingType.MAP) {
            Map<String, Object> map = new TreeMap<>();
            ((Property.Fields) input).values().forEach((key, each) -> map.put(key, text(each)));
            return map;
        }
        String text = text(input);
        if (type == MarshallingType.INTEGER) {
            return (int) Double.parseDouble(text);
        }
        if (type == MarshallingType.LONG) {
            return (long) Double.parseDouble(text);
        }
        if (type == MarshallingType.DOUBLE) {
            return Double.parseDouble(text);
        }
        return type == MarshallingType.BOOLEAN ? Boolean.valueOf(text) : text;
    }

    private static Property at(Property inputs, String path) {
        Property here = inputs;
        for (String name : path.split("\\.", -1)) {
            here = (here instanceof Property.Items items ? items.values().get(0) : here).at(name);
        }
        return here;
    }

    /** Some services write a list as its length and its items. */
    private static Property counted(SdkPojo builder, Property input) {
        boolean counts =
                builder.sdkFields().stream()
                        .anyMatch(field -> field.memberName().equals("Quantity"));
        if (!(input instanceof Property.Items items)) {
            return input;
        }
        if (!counts) {
            return items.values()
                    .get(0); // what the service has one of, Pulumi lists here and there
        }
        SortedMap<String, Property> fields = new TreeMap<>();
        fields.put("quantity", new Property.Numeral(items.values().size()));
        fields.put("items", items);
        return new Property.Fields(fields);
    }

    /** The values of a list; a map where the service wants a list of keys with values, as it does of tags. */
    private static Stream<Property> items(Property input) {
        if (!(input instanceof Property.Fields fields)) {
            return input.each();
        }
        return fields.values().entrySet().stream()
                .map(
                        entry ->
                                new Property.Fields(
                                        new TreeMap<>(
                                                Map.of(
                                                        "key",
                                                        new Property.Text(entry.getKey()),
                                                        "value",
                                                        entry.getValue()))));
    }

    private int compare(SdkPojo answer, Property inputs, String path, List<String> differences) {
        int shared = 0;
        for (SdkField<?> field : answer.sdkFields()) {
            String at = join(path, field.memberName());
            Property input = input(inputs, field, at);
            Object found = field.getValueOrDefault(answer);
            if (input.isAbsent() || found == null) {
                continue;
            }
            if (found instanceof SdkPojo inner) {
                shared += compare(inner, counted(inner, input), at, differences);
            } else if (found instanceof List<?> list && !list.isEmpty()) {
                shared += compare(list, items(input).toList(), at, differences);
            } else if (!(found instanceof List<?>) && !(found instanceof Map<?, ?>)) {
                shared++;
                if (!same(String.valueOf(found), text(input))) {
                    differences.add(at + ": asked " + text(input) + ", stands " + found);
                }
            }
        }
        return shared;
    }

    private int compare(List<?> found, List<Property> asked, String at, List<String> differences) {
        if (!(found.get(0) instanceof SdkPojo)) {
            return 0; // an answer may order a list of words as it likes: tests look at those that
            // matter
        }
        int shared = 0;
        for (int i = 0; i < Math.min(found.size(), asked.size()); i++) {
            shared += compare((SdkPojo) found.get(i), asked.get(i), at, differences);
        }
        return shared;
    }

    private static boolean same(String found, String asked) {
        Optional<Double> number = number(found);
        return found.equalsIgnoreCase(asked)
                || (number.isPresent() && number.equals(number(asked)));
    }

    private static Optional<Double> number(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?")
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }

    private static String text(Property input) {
        if (input instanceof Property.Numeral number) {
            boolean whole = number.value() == Math.rint(number.value());
            return whole ? String.valueOf((long) number.value()) : String.valueOf(number.value());
        }
        if (input instanceof Property.Flag flag) {
            return String.valueOf(flag.value());
        }
        return input.texts().collect(Collectors.joining(","));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
