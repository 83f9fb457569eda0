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
 * Replaces values that came from another resource by references to it. An export holds values, and for each input the resources that it depends
 * on, so a value is searched for only among the outputs of those.
 */
final class References {
    /** Shorter values match by chance. */
    private static final int SHORTEST = 6;

    private final Map<String, Exported> byUrn = new HashMap<>();
    private final Dictionary dictionary;

    References(List<Exported> resources, Dictionary dictionary) {
        this.dictionary = dictionary;
        resources.forEach(resource -> byUrn.put(resource.urn(), resource));
    }

    /** A string input as a Terraform template. */
    String template(Exported of, String input, String text) {
        String literal = text.replace("${", "$${").replace("%{", "%%{");
        Map<String, String> ways = ways(of, input);
        if (ways.isEmpty()) {
            return literal;
        }
        // In one pass, so that inserted references are not searched again.
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

    /** Only computed outputs can be referenced, and the name if the program set it. */
    private static boolean isWay(Exported from, Map.Entry<String, JsonNode> output) {
        boolean given = from.inputs().has(output.getKey());
        return output.getValue().isTextual() && given == output.getKey().equals("name");
    }
}
