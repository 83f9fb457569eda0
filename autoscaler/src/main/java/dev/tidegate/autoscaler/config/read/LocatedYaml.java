package dev.tidegate.autoscaler.config.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a text holds, where each of its keys stands, and which of them hold an alias instead of a value. Values are kept as they
 * are written: YAML would make {@code true} of {@code yes}, 1.1 of 1.10 and 8 of 010.
 */
final class LocatedYaml {
    private static final YAMLFactory YAML =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> aliases = new TreeSet<>();
    private JsonNode root = MissingNode.getInstance();
    private Optional<Integer> second = Optional.empty();

    /**
     * Reads one document.
     *
     * @throws JsonProcessingException when the text is not well-formed
     */
    static LocatedYaml of(String text) throws JsonProcessingException {
        LocatedYaml outline = new LocatedYaml();
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() != null) {
                outline.root = outline.value(parser, "");
                if (parser.nextToken() != null) {
                    outline.second = Optional.of(parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        return outline;
    }

    private JsonNode value(YAMLParser parser, String path) throws IOException {
        if (parser.isCurrentAlias()) {
            aliases.add(path);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            ObjectNode mapping = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                String inner = (path.isEmpty() ? "" : path + ".") + name;
                begins(parser, inner);
                parser.nextToken();
                mapping.set(name, value(parser, inner));
            }
            return mapping;
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String inner = path + "[" + i + "]";
                begins(parser, inner);
                list.add(value(parser, inner));
            }
            return list;
        } else if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return JsonNodeFactory.instance.nullNode();
        }
        return JsonNodeFactory.instance.textNode(parser.getText());
    }

    JsonNode root() {
        return root;
    }

    /** The line where another document follows, where one does. */
    Optional<Integer> second() {
        return second;
    }

    private void begins(YAMLParser parser, String path) {
        lines.put(path, parser.currentTokenLocation().getLineNr());
    }

    /** The line of a key, or of what it would belong to; none where that is the file. */
    Optional<Integer> line(String key) {
        for (String at = key; !at.isEmpty(); at = above(at)) {
            if (lines.containsKey(at)) {
                return Optional.ofNullable(lines.get(at));
            }
        }
        return Optional.empty();
    }

    private static String above(String key) {
        return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
    }

    /** Keys whose value would silently be an anchor's name. */
    Set<String> aliases() {
        return aliases;
    }
}
