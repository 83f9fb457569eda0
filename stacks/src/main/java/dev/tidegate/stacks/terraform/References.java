package dev.tidegate.stacks.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a value came from another resource, the way there in place of the value. An export holds values; which resources they were made
 * from it tells by input, so a text is looked for only among what those have.
 */
final class References {
    /** What is shorter occurs by chance. */
    private static final int SHORTEST = 6;

    private final Map<String, Exported> byUrn = new HashMap<>();
    private final Dictionary dictionary;

    References(List<Exported> resources, Dictionary dictionary) {
        this.dictionary = dictionary;
        resources.forEach(resource -> byUrn.put(resource.urn(), resource));
    }

    /** A text of an input, as a template. */
    String template(Exported of, String input, String text) {
        String literal = text.replace("${", "$${").replace("%{", "%%{");
        Map<String, String> ways = ways(of, input);
        if (ways.isEmpty()) {
            return literal;
        }
        // In one pass: what has been put in is not looked through again.
        String any = ways.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile(any)
                .matcher(literal)
                .replaceAll(found -> Matcher.quoteReplacement(ways.get(found.group())));
    }

    /** Expressions by value, longest value first: an identifier may be part of a longer name. */
    private Map<String, String> ways(Exported of, String input) {
        Map<String, String> ways =
                new TreeMap<>(
                        Comparator.comparingInt((String value) -> -value.length())
                                .thenComparing(Comparator.naturalOrder()));
        for (String urn : of.dependencies().getOrDefault(input, List.of())) {
            Exported from = byUrn.get(urn);
            if (from != null) {
                dictionary.type(from.type()).ifPresent(type -> add(ways, from, type));
            }
        }
        return ways;
    }

    private void add(Map<String, String> ways, Exported from, String type) {
        for (Map.Entry<String, JsonNode> output : from.outputs().properties()) {
            String value = output.getValue().asText();
            if (value.length() >= SHORTEST && isWay(from, output)) {
                ways.putIfAbsent(
                        value,
                        "${"
                                + type
                                + "."
                                + from.name()
                                + "."
                                + dictionary.property(from.type(), output.getKey())
                                + "}");
            }
        }
    }

    /** What a resource was given it does not tell, but for its name; and a name that it was not given is Pulumi's. */
    private static boolean isWay(Exported from, Map.Entry<String, JsonNode> output) {
        boolean given = from.inputs().has(output.getKey());
        return output.getValue().isTextual() && given == output.getKey().equals("name");
    }
}
