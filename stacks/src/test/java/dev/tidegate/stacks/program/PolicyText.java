package dev.tidegate.stacks.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.stacks.resource.Property;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a policy lets be done, by the words of its document: exact actions, resources and conditions with stars. */
record PolicyText(JsonNode document) {
    static PolicyText of(Property resource) {
        try {
            String text = resource.at("policy").texts().findFirst().orElseThrow();
            return new PolicyText(new ObjectMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether it is let, where the request carries these values. */
    boolean lets(String action, String resource, Map<String, String> request) {
        return statements()
                .anyMatch(
                        statement ->
                                matches(statement.path("Action"), action)
                                        && matches(statement.path("Resource"), resource)
                                        && conditions(statement, request));
    }

    /** The same of a resource's own policy, for a service. */
    boolean letsService(String service, String action, Map<String, String> request) {
        return statements()
                .anyMatch(
                        statement ->
                                matches(statement.at("/Principal/Service"), service)
                                        && matches(statement.path("Action"), action)
                                        && conditions(statement, request));
    }

    /** Every action that is named. */
    List<String> actions() {
        return statements()
                .flatMap(statement -> stream(statement.path("Action")))
                .map(JsonNode::asText)
                .toList();
    }

    private Stream<JsonNode> statements() {
        return stream(document.path("Statement"));
    }

    private static boolean conditions(JsonNode statement, Map<String, String> request) {
        return stream(statement.path("Condition"))
                .flatMap(operator -> operator.properties().stream())
                .allMatch(
                        wanted ->
                                request.containsKey(wanted.getKey())
                                        && matches(
                                                wanted.getValue(), request.get(wanted.getKey())));
    }

    private static boolean matches(JsonNode patterns, String text) {
        List<JsonNode> each = patterns.isArray() ? stream(patterns).toList() : List.of(patterns);
        return each.stream()
                .map(
                        pattern ->
                                "\\Q"
                                        + pattern.asText()
                                                .replace("*", "\\E.*\\Q")
                                                .replace("?", "\\E.\\Q")
                                        + "\\E")
                .anyMatch(pattern -> Pattern.matches(pattern, text));
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
