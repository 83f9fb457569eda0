package dev.tidegate.runbooks.book.terms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value with places to fill: {@code ${expression}} alone keeps the expression's type, among other
 * letters it becomes part of a text. Expressions are CEL.
 */
public record Template(JsonNode raw, SourcePosition place) {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^}]*)\\}");

    /** A text without anything to fill. */
    public static Template fixed(String text, SourcePosition place) {
        return new Template(TextNode.valueOf(text), place);
    }

    /** The expressions, in their order. */
    public List<String> expressions() {
        var found = new ArrayList<String>();
        if (raw.isTextual()) {
            Matcher m = HOLE.matcher(raw.textValue());
            while (m.find()) {
                found.add(m.group(1).strip());
            }
        }
        return found;
    }

    /** Whether the value as a whole is what an expression yields. */
    public boolean isWhole() {
        return raw.isTextual() && HOLE.matcher(raw.textValue()).matches();
    }

    /** The value with every hole filled. */
    public JsonNode fill(Expressions expressions) {
        if (!raw.isTextual()) {
            return raw;
        }
        if (isWhole()) {
            return expressions.value(expressions().get(0));
        }
        Matcher m = HOLE.matcher(raw.textValue());
        return TextNode.valueOf(
                m.replaceAll(
                        hole ->
                                Matcher.quoteReplacement(
                                        expressions.value(hole.group(1).strip()).asText())));
    }
}
