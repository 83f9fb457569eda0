package dev.tidegate.runbooks.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a text is no YAML, and where: the parser says first what it was about to do, and only then what it met. */
public record YamlFault(SourcePosition at, String found) {
    private static final Pattern PLACE =
            Pattern.compile(" in 'reader', line (\\d+), column (\\d+):");

    public static YamlFault of(JsonProcessingException e) {
        List<String> said =
                e.getOriginalMessage()
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .toList();
        String met = said.isEmpty() ? "something else" : said.get(said.size() - 1);
        return new YamlFault(place(e), inWords(met));
    }

    private static SourcePosition place(JsonProcessingException e) {
        // A text beyond a limit of the parser's, as on depth, has no location.
        SourcePosition place =
                SourcePosition.of(e.getLocation() == null ? JsonLocation.NA : e.getLocation());
        Matcher named = PLACE.matcher(e.getOriginalMessage());
        while (named.find()) {
            place =
                    new SourcePosition(
                            Integer.parseInt(named.group(1)), Integer.parseInt(named.group(2)));
        }
        return place;
    }

    private static String inWords(String met) {
        if (met.startsWith("expected <block end>")) {
            return "an indentation that fits no line above it";
        }
        return met.equals("mapping values are not allowed here")
                ? "a colon within a text without quotes, or an indentation that fits no line above it"
                : met;
    }
}
