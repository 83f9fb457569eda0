package dev.tidegate.runbooks.book.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.terms.Expressions;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Variables;
import dev.tidegate.runbooks.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameter values where a condition can change its mind: bounds, listed texts, and the numbers
 * and texts that stand in the condition itself, with their neighbours.
 */
final class BoundaryValues {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final int MOST = 4096;

    private final Book book;

    private BoundaryValues(Book book) {
        this.book = book;
    }

    static BoundaryValues of(Book book) {
        return new BoundaryValues(book);
    }

    /** Whether no corner makes the condition true; a condition that looks at the target may always be. */
    boolean neverHolds(String condition) {
        if (condition.contains(Variables.BEFORE)) {
            return false;
        }
        List<Map<String, JsonNode>> boundaryValues = List.of(Map.of());
        for (Parameter p : book.parameters()) {
            var next = new ArrayList<Map<String, JsonNode>>();
            for (Map<String, JsonNode> corner : boundaryValues) {
                for (String text : candidates(p, condition)) {
                    p.read(text)
                            .ifPresent(
                                    value -> {
                                        var more = new TreeMap<>(corner);
                                        more.put(p.name(), value);
                                        next.add(more);
                                    });
                }
            }
            if (next.size() > MOST) {
                return false; // too many to say
            }
            boundaryValues = next.isEmpty() ? boundaryValues : next;
        }
        try {
            return boundaryValues.stream()
                    .noneMatch(c -> Expressions.of(book.parameters(), c).holds(condition));
        } catch (IllegalArgumentException e) {
            return false; // a parameter without candidates: nothing can be said
        }
    }

    private static Set<String> candidates(Parameter p, String condition) {
        var texts = new LinkedHashSet<String>();
        p.standard().ifPresent(texts::add);
        texts.addAll(p.among());
        var numbers = new ArrayList<Double>();
        p.least().ifPresent(numbers::add);
        p.most().ifPresent(numbers::add);
        Matcher m = NUMBER.matcher(condition);
        while (m.find()) {
            double n = Double.parseDouble(m.group());
            numbers.addAll(List.of(n - 1, n, n + 1));
        }
        switch (p.type()) {
            case COUNT -> numbers.forEach(n -> texts.add(Long.toString(Math.round(n))));
            case NUMBER -> numbers.forEach(n -> texts.add(Double.toString(n)));
            case FLAG -> texts.addAll(List.of("true", "false"));
            case DURATION ->
                    numbers.stream()
                            .filter(n -> n >= 0)
                            .forEach(
                                    n ->
                                            texts.add(
                                                    Durations.text(
                                                            Duration.ofSeconds(Math.round(n)))));
            case TEXT -> {
                Matcher q = QUOTED.matcher(condition);
                while (q.find()) {
                    texts.add(q.group(1) == null ? q.group(2) : q.group(1));
                }
                texts.add("another");
            }
            case TARGET -> p.kinds().forEach(k -> texts.add(k + ":x=y"));
        }
        return texts;
    }
}
