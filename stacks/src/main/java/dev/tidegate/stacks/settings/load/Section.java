package dev.tidegate.stacks.settings.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one mapping of a configuration. An invalid value is recorded as a problem and replaced by a valid placeholder, so that reading
 * continues and finds the other problems; the result is discarded if there is any.
 */
final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*%");

    private final String path;
    private final JsonNode node;
    private final List<Problem> problems;
    private final TreeSet<String> known = new TreeSet<>();

    Section(String path, JsonNode node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add(new Problem(path, show(node), "write a mapping of keys here"));
        }
    }

    String text(String key, Pattern form, String standIn, String remedy) {
        JsonNode value = value(key);
        if (value.isTextual() && form.matcher(value.textValue()).matches()) {
            return value.textValue();
        }
        return refuse(key, value, remedy, standIn);
    }

    Optional<String> textIfAny(String key, Pattern form, String standIn, String remedy) {
        return value(key).isMissingNode()
                ? Optional.empty()
                : Optional.of(text(key, form, standIn, remedy));
    }

    /** A text with a default, which also stands in for an invalid one. */
    String textOr(String standard, String key, Pattern form, String remedy) {
        return value(key).isMissingNode() ? standard : text(key, form, standard, remedy);
    }

    int integer(String key, int low, int high) {
        JsonNode value = value(key);
        return isWhole(value, low, high)
                ? value.intValue()
                : refuse(key, value, "write a whole number from " + low + " to " + high, low);
    }

    private static boolean isWhole(JsonNode value, int low, int high) {
        return value.isIntegralNumber()
                && value.canConvertToInt()
                && low <= value.intValue()
                && value.intValue() <= high;
    }

    int integerOr(int standard, String key, int low, int high) {
        return value(key).isMissingNode() ? standard : integer(key, low, high);
    }

    boolean flagOr(boolean standard, String key) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return standard;
        }
        return value.isBoolean()
                ? value.booleanValue()
                : refuse(key, value, "write true or false", standard);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        JsonNode value = value(key);
        for (E constant : type.getEnumConstants()) {
            if (value.isTextual() && word(constant).equals(value.textValue())) {
                return constant;
            }
        }
        List<String> words = Arrays.stream(type.getEnumConstants()).map(Section::word).toList();
        return refuse(
                key, value, "write one of " + String.join(", ", words), type.getEnumConstants()[0]);
    }

    <E extends Enum<E>> E choiceOr(E standard, String key, Class<E> type) {
        return value(key).isMissingNode() ? standard : choice(key, type);
    }

    Duration duration(String key, Duration low, Duration high) {
        JsonNode value = value(key);
        Matcher form = DURATION.matcher(value.asText(""));
        if (form.matches()) {
            Duration found = unit(form.group(2)).multipliedBy(Long.parseLong(form.group(1)));
            if (found.compareTo(low) >= 0 && found.compareTo(high) <= 0) {
                return found;
            }
        }
        return refuse(
                key,
                value,
                "write a duration from "
                        + low.toSeconds()
                        + "s to "
                        + high.toSeconds()
                        + "s, such as 90s or 6m",
                low);
    }

    Duration durationOr(Duration standard, String key, Duration low, Duration high) {
        return value(key).isMissingNode() ? standard : duration(key, low, high);
    }

    int percentOr(int standard, String key) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return standard;
        }
        Matcher form = PERCENT.matcher(value.asText(""));
        if (form.matches() && Integer.parseInt(form.group(1)) <= 100) {
            return Integer.parseInt(form.group(1));
        }
        return refuse(key, value, "write a share such as 20%", standard);
    }

    Section section(String key) {
        JsonNode value = value(key);
        return new Section(
                under(key),
                value.isMissingNode() ? JsonNodeFactory.instance.objectNode() : value,
                problems);
    }

    <T> Optional<T> sectionIfAny(String key, Function<Section, T> reader) {
        return value(key).isMissingNode()
                ? Optional.empty()
                : Optional.of(reader.apply(section(key)));
    }

    <T> List<T> sections(String key, int atLeast, Function<Section, T> reader) {
        List<T> read = new ArrayList<>();
        JsonNode value = value(key);
        if (!value.isMissingNode() && !value.isArray()) {
            return refuse(key, value, "write a list here", List.of());
        }
        for (int i = 0; i < value.size(); i++) {
            read.add(reader.apply(new Section(under(key) + "[" + i + "]", value.get(i), problems)));
        }
        if (value.size() < atLeast) {
            problems.add(
                    new Problem(
                            under(key), value.size() + " entries", "write at least " + atLeast));
        }
        return List.copyOf(read);
    }

    List<String> texts(String key, Pattern form, String remedy) {
        List<String> read = new ArrayList<>();
        JsonNode value = value(key);
        if (!value.isMissingNode() && !value.isArray()) {
            return refuse(key, value, "write a list here", List.of());
        }
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isTextual() && form.matcher(value.get(i).textValue()).matches()) {
                read.add(value.get(i).textValue());
            } else {
                problems.add(new Problem(under(key) + "[" + i + "]", show(value.get(i)), remedy));
            }
        }
        return List.copyOf(read);
    }

    List<Integer> integers(String key, int low, int high) {
        JsonNode value = value(key);
        boolean whole = value.isArray();
        List<Integer> read = new ArrayList<>();
        for (JsonNode each : value) {
            whole &= isWhole(each, low, high);
            read.add(each.intValue());
        }
        return whole
                ? List.copyOf(read)
                : refuse(
                        key,
                        value,
                        "write a list of whole numbers from " + low + " to " + high,
                        List.of());
    }

    <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(Section::word).toList();
        Pattern any = Pattern.compile(String.join("|", words));
        return texts(key, any, "write one of " + String.join(", ", words)).stream()
                .map(word -> type.getEnumConstants()[words.indexOf(word)])
                .toList();
    }

    boolean has(String key) {
        return !value(key).isMissingNode();
    }

    /** Must be called last: reports keys that nobody read, mostly misspelt ones, without their values, which may be secrets. */
    void end() {
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                problems.add(
                                        new Problem(
                                                under(name),
                                                "an unknown key",
                                                "remove it; known here are "
                                                        + String.join(", ", known)));
                            }
                        });
    }

    private JsonNode value(String key) {
        known.add(key);
        return node.path(key);
    }

    /** Records a problem that a value alone does not show. */
    void refuse(String key, String found, String remedy) {
        problems.add(new Problem(under(key), found, remedy));
    }

    private <T> T refuse(String key, JsonNode found, String remedy, T standIn) {
        problems.add(new Problem(under(key), show(found), remedy));
        return standIn;
    }

    private String under(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String show(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
