package dev.tidegate.runbooks.book.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.terms.Expressions;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Variables;
import dev.tidegate.runbooks.yaml.Durations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parameter values at which a condition may change its result, for the parameters that it names: bounds, listed texts, texts and
 * numbers in the condition and boundary values of other parameters, with their neighbours and the numbers between them.
 */
final class BoundaryValues {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final int MAX_COMBINATIONS = 4096;

    private final Book book;

    private BoundaryValues(Book book) {
        this.book = book;
    }

    static BoundaryValues of(Book book) {
        return new BoundaryValues(book);
    }

    /**
     * Whether no combination makes the condition true. False for a condition on the target's
     * fields, which may always hold.
     */
    boolean neverHolds(String condition) {
        if (condition.contains(Variables.BEFORE)) {
            return false;
        }
        List<Map<String, JsonNode>> combinations = List.of(Map.of());
        for (Parameter p : book.parameters()) {
            if (!Pattern.compile("\\b" + Pattern.quote(p.name()) + "\\b")
                    .matcher(condition)
                    .find()) {
                continue;
            }
            var next = new ArrayList<Map<String, JsonNode>>();
            for (Map<String, JsonNode> combination : combinations) {
                for (String text : candidates(p, condition)) {
                    p.read(text)
                            .ifPresent(
                                    value -> {
                                        var extended = new TreeMap<>(combination);
                                        extended.put(p.name(), value);
                                        next.add(extended);
                                    });
                }
            }
            if (next.size() > MAX_COMBINATIONS) {
                return false; // too many to check
            }
            combinations = next.isEmpty() ? combinations : next;
        }
        try {
            return combinations.stream()
                    .noneMatch(c -> Expressions.of(book.parameters(), c).holds(condition));
        } catch (IllegalArgumentException e) {
            return false; // a parameter without candidates: undecided
        }
    }

    private Set<String> candidates(Parameter p, String condition) {
        var texts = new LinkedHashSet<String>();
        p.defaultValue().ifPresent(texts::add);
        texts.addAll(p.among());
        SortedSet<Double> numbers = numbers(p, condition);
        switch (p.type()) {
            case COUNT -> numbers.forEach(n -> texts.add(Long.toString(Math.round(n))));
            case NUMBER -> {
                numbers.forEach(n -> texts.add(Double.toString(n)));
                numbers.forEach(
                        n ->
                                numbers.tailSet(n).stream()
                                        .skip(1)
                                        .findFirst()
                                        .ifPresent(m -> texts.add(Double.toString((n + m) / 2))));
            }
            case FLAG -> texts.addAll(List.of("true", "false"));
            case DURATION ->
                    numbers.stream()
                            .filter(n -> n >= 0)
                            .forEach(n -> texts.add(Durations.text(seconds(n))));
            case TEXT -> {
                texts.addAll(quoted(condition));
                texts.add("another");
            }
            case TARGET -> p.kinds().forEach(k -> texts.add(k + ":x=y"));
        }
        return texts;
    }

    private SortedSet<Double> numbers(Parameter p, String condition) {
        var stated = new ArrayList<Double>();
        Matcher m = NUMBER.matcher(condition);
        while (m.find()) {
            stated.add(Double.parseDouble(m.group()));
        }
        quoted(condition).forEach(text -> duration(text).ifPresent(stated::add));
        for (Parameter other : book.parameters()) { // they may be compared with each other
            other.defaultValue()
                    .flatMap(other::read)
                    .flatMap(value -> number(other, value))
                    .ifPresent(stated::add);
        }
        var numbers = new TreeSet<Double>();
        stated.forEach(n -> numbers.addAll(List.of(n - 1, n, n + 1)));
        p.least().ifPresent(numbers::add);
        p.most().ifPresent(numbers::add);
        return numbers;
    }

    private static Optional<Double> number(Parameter p, JsonNode value) {
        return p.type() == Parameter.Type.DURATION
                ? Durations.parse(value.asText()).map(d -> d.toMillis() / 1e3)
                : Optional.of(value).filter(JsonNode::isNumber).map(JsonNode::doubleValue);
    }

    private static List<String> quoted(String condition) {
        return QUOTED.matcher(condition)
                .results()
                .map(q -> q.group(1) == null ? q.group(2) : q.group(1))
                .toList();
    }

    /** Seconds of one as CEL writes it, such as {@code 1h30m}. */
    private static Optional<Double> duration(String text) {
        try {
            return Optional.of(Duration.parse("PT" + text).toMillis() / 1e3);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration seconds(double n) {
        return Duration.ofSeconds(Math.round(n));
    }
}
