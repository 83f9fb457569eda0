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
 * A parsed YAML document with the line of each key, and the keys whose value is an alias. Scalars keep their text: YAML would
 * turn {@code yes} into {@code true}, 1.10 into 1.1 and 010 into 8.
 */
final class LocatedYaml {
    private static final YAMLFactory YAML =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> aliases = new TreeSet<>();
    private JsonNode root = MissingNode.getInstance();
    private Optional<Integer> secondDocument = Optional.empty();

    /**
     * Parses one document.
     *
     * @throws JsonProcessingException if the text is not well-formed
     */
    static LocatedYaml of(String text) throws JsonProcessingException {
        LocatedYaml yaml = new LocatedYaml();
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() != null) {
                yaml.root = yaml.value(parser, "");
                if (parser.nextToken() != null) {
                    yaml.secondDocument = Optional.of(parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        return yaml;
    }

    private JsonNode value(YAMLParser parser, String path) throws IOException {
        if (parser.isCurrentAlias()) {
            aliases.add(path);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            ObjectNode mapping = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                String inner = (path.isEmpty() ? "" : path + ".") + name;
                recordLine(parser, inner);
                parser.nextToken();
                mapping.set(name, value(parser, inner));
            }
            return mapping;
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String inner = path + "[" + i + "]";
                recordLine(parser, inner);
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

    /** The line where a second document starts, if there is one. */
    Optional<Integer> secondDocument() {
        return secondDocument;
    }

    private void recordLine(YAMLParser parser, String path) {
        lines.put(path, parser.currentTokenLocation().getLineNr());
    }

    /** The line of a key, or of its closest ancestor in the file; empty if there is none. */
    Optional<Integer> line(String key) {
        for (String path = key; !path.isEmpty(); path = parent(path)) {
            if (lines.containsKey(path)) {
                return Optional.ofNullable(lines.get(path));
            }
        }
        return Optional.empty();
    }

    private static String parent(String key) {
        return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
    }

    /** Keys with an alias as value, which would silently be read as the name of the anchor. */
    Set<String> aliases() {
        return aliases;
    }
}
