package dev.tidegate.runbooks.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mapping's fields by name. An invalid field is recorded as a problem and replaced by a
 * harmless default, so that one pass finds every problem.
 */
public final class Fields {
    private final Node.Mapping mapping;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> requested = new HashSet<>();

    private Fields(Node.Mapping mapping, String path, List<Problem> problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    public static Fields of(Node node, String path, List<Problem> problems) {
        if (node instanceof Node.Mapping m) {
            return new Fields(m, path, problems);
        }
        problems.add(
                new Problem(
                        node.at(), path.isEmpty() ? "file" : path, node.describe(), "a mapping"));
        Fields empty = new Fields(new Node.Mapping(List.of(), node.at()), path, problems);
        empty.requested.add(""); // one problem is enough: its fields are not reported missing, too
        return empty;
    }

    public SourcePosition at() {
        return mapping.at();
    }

    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public List<Node.Member> members() {
        return mapping.members();
    }

    private @Nullable Node find(String name) {
        requested.add(name);
        return mapping.members().stream()
                .filter(m -> m.name().equals(name))
                .map(Node.Member::value)
                .findFirst()
                .orElse(null);
    }

    public Optional<Node> optional(String name) {
        return Optional.ofNullable(find(name));
    }

    public Optional<Node> required(String name, String expected) {
        Optional<Node> found = optional(name);
        if (found.isEmpty() && !requested.contains("")) {
            problems.add(new Problem(mapping.at(), path(name), "nothing", expected));
        }
        return found;
    }

    public String text(String name) {
        return required(name, "text").flatMap(n -> asText(n, name)).orElse("");
    }

    public Optional<String> optionalText(String name) {
        return optional(name).flatMap(n -> asText(n, name));
    }

    private Optional<String> asText(Node node, String name) {
        if (node instanceof Node.Scalar s && !s.value().isNull()) {
            return Optional.of(s.value().asText());
        }
        return mismatch(node, name, "text");
    }

    public int count(String name, int defaultValue, int min, int max) {
        Optional<Node> node = optional(name);
        if (node.isEmpty()) {
            return defaultValue;
        }
        if (node.get() instanceof Node.Scalar s
                && s.value().isInt()
                && s.value().intValue() >= min
                && s.value().intValue() <= max) {
            return s.value().intValue();
        }
        mismatch(node.get(), name, "a whole number from " + min + " to " + max);
        return defaultValue;
    }

    public OptionalDouble optionalNumber(String name) {
        Optional<Node> node = optional(name);
        if (node.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (node.get() instanceof Node.Scalar s && s.value().isNumber()) {
            return OptionalDouble.of(s.value().doubleValue());
        }
        mismatch(node.get(), name, "a number");
        return OptionalDouble.empty();
    }

    public boolean flag(String name, boolean defaultValue) {
        Optional<Node> node = optional(name);
        if (node.isPresent() && node.get() instanceof Node.Scalar s && s.value().isBoolean()) {
            return s.value().booleanValue();
        }
        node.ifPresent(n -> mismatch(n, name, "true or false"));
        return defaultValue;
    }

    public Duration duration(String name, Duration defaultValue) {
        return optionalDuration(name).orElse(defaultValue);
    }

    public Optional<Duration> optionalDuration(String name) {
        return optional(name)
                .flatMap(
                        n -> {
                            Optional<Duration> d =
                                    n instanceof Node.Scalar s
                                            ? Durations.parse(s.value().asText())
                                            : Optional.empty();
                            return d.isPresent() ? d : mismatch(n, name, Durations.EXPECTED);
                        });
    }

    public <E extends Enum<E>> E choice(String name, E defaultValue) {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        var names = new TreeSet<String>();
        for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
            String known = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (known.equals(text.get())) {
                return constant;
            }
            names.add(known);
        }
        problem(name, '"' + text.get() + '"', "one of " + names);
        return defaultValue;
    }

    public Fields mapping(String name) {
        return required(name, "a mapping")
                .map(n -> of(n, path(name), problems))
                .orElseGet(
                        () ->
                                of(
                                        new Node.Mapping(List.of(), mapping.at()),
                                        path(name),
                                        new ArrayList<>()));
    }

    public Optional<Fields> optionalMapping(String name) {
        return optional(name).map(n -> of(n, path(name), problems));
    }

    public <T> List<T> list(String name, boolean required, Function<Fields, T> read) {
        Optional<Node> node = required ? required(name, "a list") : optional(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Node.Sequence sequence)) {
            mismatch(node.get(), name, "a list");
            return List.of();
        }
        var values = new ArrayList<T>();
        for (int i = 0; i < sequence.elements().size(); i++) {
            String inner = path(name) + "[" + i + "]";
            values.add(read.apply(of(sequence.elements().get(i), inner, problems)));
        }
        return List.copyOf(values);
    }

    /** Like {@link #texts}, for a field that restricts something: an empty list is a problem, since it would restrict nothing. */
    public List<String> limit(String name) {
        if (optional(name).orElse(null) instanceof Node.Sequence s && s.elements().isEmpty()) {
            problem(name, "an empty list", "one text at least, or not this field");
            return List.of();
        }
        return texts(name);
    }

    public List<String> texts(String name) {
        Optional<Node> node = optional(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof Node.Sequence sequence
                && sequence.elements().stream().allMatch(e -> e instanceof Node.Scalar)) {
            return sequence.elements().stream()
                    .map(e -> ((Node.Scalar) e).value().asText())
                    .toList();
        }
        mismatch(node.get(), name, "a list of texts");
        return List.of();
    }

    /** Position of the field's value, or of the mapping when it has no such field. */
    public SourcePosition positionOf(String name) {
        Node node = find(name);
        return node == null ? mapping.at() : node.at();
    }

    public void problem(String name, String found, String expected) {
        problems.add(new Problem(positionOf(name), path(name), found, expected));
    }

    private <T> Optional<T> mismatch(Node node, String name, String expected) {
        problems.add(new Problem(node.at(), path(name), node.describe(), expected));
        return Optional.empty();
    }

    /** Reports unknown fields: those never requested. To be called last. */
    public void finish() {
        for (Node.Member member : mapping.members()) {
            if (!requested.contains(member.name())) {
                var known = new TreeSet<>(requested);
                known.remove("");
                problems.add(
                        new Problem(
                                member.at(),
                                path(member.name()),
                                "an unknown field",
                                "one of " + known));
            }
        }
    }
}
