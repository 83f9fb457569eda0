package dev.tidegate.runbooks.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a text is not valid YAML, and where. The parser's message names first the context and last
 * the actual cause.
 */
public record YamlFault(SourcePosition at, String found) {
    private static final Pattern POSITION =
            Pattern.compile(" in 'reader', line (\\d+), column (\\d+):");

    public static YamlFault of(JsonProcessingException e) {
        List<String> lines =
                e.getOriginalMessage()
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .toList();
        String cause = lines.isEmpty() ? "something else" : lines.get(lines.size() - 1);
        return new YamlFault(position(e), rephrase(cause));
    }

    private static SourcePosition position(JsonProcessingException e) {
        // An error about one of the parser's limits, as on depth, has no location.
        SourcePosition position =
                SourcePosition.of(e.getLocation() == null ? JsonLocation.NA : e.getLocation());
        Matcher named = POSITION.matcher(e.getOriginalMessage());
        while (named.find()) {
            position =
                    new SourcePosition(
                            Integer.parseInt(named.group(1)), Integer.parseInt(named.group(2)));
        }
        return position;
    }

    private static String rephrase(String cause) {
        if (cause.startsWith("expected <block end>")) {
            return "an indentation that fits no line above it";
        }
        return cause.equals("mapping values are not allowed here")
                ? "a colon within a text without quotes, or an indentation that fits no line above it"
                : cause;
    }
}
