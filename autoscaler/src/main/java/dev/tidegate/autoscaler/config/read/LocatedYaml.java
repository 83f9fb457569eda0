package dev.tidegate.autoscaler.config.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
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
 * A parsed YAML document with the line of each key, and the keys whose value is an alias; of a text that is not well-formed, the
 * top level's keys whose values end before the fault. Scalars keep their text: YAML would turn {@code yes} into {@code true},
 * 1.10 into 1.1 and 010 into 8.
 */
final class LocatedYaml {
    private static final YAMLFactory YAML =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> aliases = new TreeSet<>();
    private JsonNode root = MissingNode.getInstance();
    private Optional<Integer> secondDocument = Optional.empty();
    private Optional<JsonProcessingException> fault = Optional.empty();

    /** Parses one document. */
    static LocatedYaml of(String text) {
        LocatedYaml yaml = new LocatedYaml();
        try (YAMLParser parser = YAML.createParser(text)) {
            yaml.parse(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        return yaml;
    }

    private void parse(YAMLParser parser) throws IOException {
        try {
            if (parser.nextToken() != null) {
                root = value(parser, "");
                if (parser.nextToken() != null) {
                    secondDocument = Optional.of(parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (JsonProcessingException e) {
            fault = Optional.of(e);
            if (root instanceof ObjectNode mapping) {
                mapping.remove(
                        topLevelKey(parser)); // the fault is beside it, or it stands there twice
            }
        }
    }

    private static String topLevelKey(YAMLParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        while (!context.inRoot() && !context.getParent().inRoot()) {
            context = context.getParent();
        }
        return String.valueOf(context.getCurrentName());
    }

    private JsonNode value(YAMLParser parser, String path) throws IOException {
        if (parser.isCurrentAlias()) {
            aliases.add(path);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            ObjectNode mapping = JsonNodeFactory.instance.objectNode();
            if (path.isEmpty()) {
                root = mapping; // kept if the text ends in a fault
            }
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

    /** Why the text is not well-formed, if it is not. */
    Optional<JsonProcessingException> fault() {
        return fault;
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
