package dev.tidegate.autoscaler.config.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.wire.Unprintable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mapping of the file while it is being read: returns values, remembers which keys were requested, and reports problems instead
 * of throwing. An invalid value is reported once and replaced by its key's example, so that everything else is read as well; the
 * caller discards the result if there are problems. Not thread-safe.
 */
final class Section {
    static final String UNKNOWN_KEY = "an unknown key";

    private static final int MAX_SHOWN = 60;

    private final String path;
    private final JsonNode node;
    private final List<Problem> problems;
    private final TreeSet<String> requested = new TreeSet<>();

    private Section(String path, JsonNode node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** Reads a mapping with {@code reader}, and reports its unknown keys. */
    static <T> T read(
            String path, JsonNode node, List<Problem> problems, Function<Section, T> reader) {
        boolean mapping = node.isObject() || node.isMissingNode();
        if (!mapping) {
            problems.add(
                    new Problem(
                            path.isEmpty() ? "(file)" : path,
                            display(node),
                            "a mapping of keys to values"));
        }
        Section section =
                new Section(path, mapping ? node : JsonNodeFactory.instance.objectNode(), problems);
        T result = reader.apply(section);
        if (mapping) {
            section.reportUnknown();
        }
        return result;
    }

    <T> T get(Key<T> key) {
        Optional<T> value = find(key);
        if (value.isPresent()) {
            return value.get();
        }
        if (key.required() && child(key.name()).isMissingNode()) {
            problem(key.name(), "nothing", key.parser().expected() + " like " + key.example());
        }
        return parse(key, key.defaultText().orElse(key.example()));
    }

    /** The value if present; an invalid one is reported and treated as absent. */
    <T> Optional<T> find(Key<T> key) {
        JsonNode value = child(key.name());
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        Optional<T> read = key.parser().parse().apply(value);
        if (read.isEmpty()) {
            boolean isOpenSecret = key.parser().equals(ValueParser.SECRET) && value.isValueNode();
            problem(
                    key.name(),
                    isOpenSecret ? "a value in the open (not repeated here)" : display(value),
                    key.parser().expected());
        }
        return read;
    }

    /** A nested mapping; an absent one reads as empty, so that required keys in it are reported by name. */
    <T> T section(String name, Function<Section, T> reader) {
        return read(below(name), child(name), problems, reader);
    }

    boolean has(String name) {
        return !child(name).isMissingNode();
    }

    /** The elements of a list of mappings; an absent or empty list is a problem, and replaced by one element of examples. */
    <T> List<T> list(String name, Function<Section, T> reader) {
        JsonNode value = child(name);
        if (!value.isArray() || value.isEmpty()) {
            problem(
                    name,
                    value.isMissingNode() ? "nothing" : display(value),
                    "a list of at least one mapping");
            return List.of(read(below(name), MissingNode.getInstance(), new ArrayList<>(), reader));
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            read.add(read(below(name) + "[" + i + "]", value.get(i), problems, reader));
        }
        return read;
    }

    /** The one alternative that is present; none or more than one is a problem. */
    <T> Optional<T> oneOf(String expected, Map<String, Function<Section, T>> alternatives) {
        List<String> present = alternatives.keySet().stream().filter(this::has).sorted().toList();
        if (present.size() != 1) {
            problems.add(
                    new Problem(
                            path,
                            present.isEmpty() ? "none of them" : String.join(" and ", present),
                            "exactly one of " + expected));
        }
        Optional<T> result = Optional.empty();
        for (String name : present) {
            Function<Section, T> reader = alternatives.get(name);
            if (reader != null) {
                result = Optional.of(reader.apply(this));
            }
        }
        return result;
    }

    void problem(String name, String found, String expected) {
        problems.add(new Problem(below(name), found, expected));
    }

    private JsonNode child(String name) {
        requested.add(name);
        JsonNode value = node.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void reportUnknown() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!requested.contains(name)) {
                String suggestion =
                        Suggestion.nearest(name, requested)
                                .map(n -> "; did you mean " + n + "?")
                                .orElse("");
                problem(name, UNKNOWN_KEY, "one of " + String.join(", ", requested) + suggestion);
            }
        }
    }

    private static <T> T parse(Key<T> key, String text) {
        return key.parser()
                .parse()
                .apply(TextNode.valueOf(text))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the example of "
                                                + key.name()
                                                + " does not read: "
                                                + text));
    }

    /** Masks passwords: an address may contain one where none is expected. */
    private static String withoutSecrets(String text) {
        return text.contains("://")
                ? text.replaceAll("//[^/@]*@", "//…@").replaceAll("([?&][^=&]*)=[^&]*", "$1=…")
                : text;
    }

    private static String display(JsonNode value) {
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return value.isEmpty() ? "an empty list" : "a list";
        }
        String text = Unprintable.replace(withoutSecrets(value.asText()), "�");
        return "\""
                + (text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text)
                + "\"";
    }
}
