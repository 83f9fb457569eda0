package dev.tidegate.runbooks.book.terms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value with placeholders: {@code ${expression}} alone keeps the expression's type, among other
 * text it becomes part of the text. Expressions are CEL.
 */
public record Template(JsonNode raw, SourcePosition position) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}");

    /** A text without placeholders. */
    public static Template fixed(String text, SourcePosition position) {
        return new Template(TextNode.valueOf(text), position);
    }

    /** The expressions, in their order. */
    public List<String> expressions() {
        var found = new ArrayList<String>();
        if (raw.isTextual()) {
            Matcher m = PLACEHOLDER.matcher(raw.textValue());
            while (m.find()) {
                found.add(m.group(1).strip());
            }
        }
        return found;
    }

    /** Whether the whole value is one placeholder. */
    public boolean isSingleExpression() {
        return raw.isTextual() && PLACEHOLDER.matcher(raw.textValue()).matches();
    }

    /** The value with every placeholder filled. */
    public JsonNode fill(Expressions expressions) {
        if (!raw.isTextual()) {
            return raw;
        }
        if (isSingleExpression()) {
            return expressions.value(expressions().get(0));
        }
        Matcher m = PLACEHOLDER.matcher(raw.textValue());
        return TextNode.valueOf(
                m.replaceAll(
                        placeholder ->
                                Matcher.quoteReplacement(
                                        expressions.value(placeholder.group(1).strip()).asText())));
    }
}
