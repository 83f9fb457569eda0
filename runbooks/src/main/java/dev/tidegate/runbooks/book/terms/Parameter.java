package dev.tidegate.runbooks.book.terms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.yaml.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A parameter that a book declares.
 *
 * @param least lower bound, as {@code most} is the upper one, of a count, number, or duration in
 *     seconds
 * @param among the only texts, or targets, allowed; empty for any
 * @param kinds for a target: the allowed kinds
 * @param defaultValue the value when none is given
 */
public record Parameter(
        String name,
        Type type,
        String about,
        OptionalDouble least,
        OptionalDouble most,
        List<String> among,
        List<String> kinds,
        Optional<String> defaultValue) {

    /** The types of parameters. */
    public enum Type {
        COUNT("a whole number of 0 or more"),
        NUMBER("a number"),
        TEXT("text"),
        FLAG("true or false"),
        DURATION(Durations.EXPECTED),
        TARGET("a target such as kind:name=value,name=value");

        private final String expectation;

        Type(String expectation) {
            this.expectation = expectation;
        }
    }

    /** The same parameter as it is at a site. */
    public Parameter at(Preset site) {
        return new Parameter(
                name,
                type,
                about,
                least,
                most,
                site.among().isEmpty() ? among : site.among(),
                kinds,
                Optional.of(site.value()));
    }

    /** Whether a book, or a site, may name the only values. */
    public boolean isClosable() {
        return type == Type.TEXT || type == Type.TARGET;
    }

    /** Parses a value; empty when the text is not a valid value of this parameter. */
    public Optional<JsonNode> read(String text) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        try {
            return switch (type) {
                case COUNT ->
                        Optional.<JsonNode>of(make.numberNode(Integer.parseInt(text)))
                                .filter(n -> n.intValue() >= 0 && isInBounds(n.intValue()));
                case NUMBER ->
                        Optional.<JsonNode>of(make.numberNode(Double.parseDouble(text)))
                                .filter(
                                        n ->
                                                Double.isFinite(n.doubleValue())
                                                        && isInBounds(n.doubleValue()));
                case FLAG ->
                        "true".equals(text) || "false".equals(text)
                                ? Optional.of(make.booleanNode(Boolean.parseBoolean(text)))
                                : Optional.empty();
                case TEXT ->
                        among.isEmpty() || among.contains(text)
                                ? Optional.of(make.textNode(text))
                                : Optional.empty();
                case DURATION ->
                        Durations.parse(text)
                                .filter(d -> isInBounds(d.toMillis() / 1e3))
                                .map(d -> make.textNode(Durations.text(d)));
                case TARGET ->
                        isAllowed(Target.parse(text))
                                ? Optional.of(make.textNode(text))
                                : Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Compares targets, not texts: two texts may name one target. */
    private boolean isAllowed(Target target) {
        return kinds.contains(target.kind())
                && (among.isEmpty() || among.stream().map(Target::parse).anyMatch(target::equals));
    }

    private boolean isInBounds(double value) {
        return (least.isEmpty() || value >= least.getAsDouble())
                && (most.isEmpty() || value <= most.getAsDouble());
    }

    /** What a value must be, for messages. */
    public String expected() {
        var text = new StringBuilder(type.expectation);
        if (!among.isEmpty()) {
            text.append(" among ").append(among);
        }
        if (!kinds.isEmpty()) {
            text.append(" of kind ").append(kinds);
        }
        least.ifPresent(v -> text.append(", at least ").append(bound(v)));
        most.ifPresent(v -> text.append(", at most ").append(bound(v)));
        return text.toString();
    }

    private String bound(double value) {
        if (type == Type.DURATION) {
            return Durations.text(Duration.ofMillis(Math.round(value * 1e3)));
        }
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
