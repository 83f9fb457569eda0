package dev.tidegate.runbooks.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Parses YAML into nodes with source positions; reports aliases and duplicate names as problems.
 */
public final class YamlTree {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final List<Problem> problems;

    private YamlTree(List<Problem> problems) {
        this.problems = problems;
    }

    /** The document; empty when it is not valid YAML. Errors are added to {@code problems}. */
    public static Optional<Node> parse(String text, List<Problem> problems) {
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                problems.add(new Problem(new SourcePosition(1, 1), "file", "nothing", "a mapping"));
                return Optional.empty();
            }
            Node document = new YamlTree(problems).node(parser, "");
            if (parser.nextToken() != null) {
                problems.add(
                        new Problem(
                                SourcePosition.of(parser.currentTokenLocation()),
                                "file",
                                "another document",
                                "one document"));
            }
            return Optional.of(document);
        } catch (JsonProcessingException e) {
            YamlFault fault = YamlFault.of(e);
            problems.add(new Problem(fault.at(), "file", fault.found(), "well-formed YAML"));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private Node node(YAMLParser parser, String path) throws IOException {
        SourcePosition at = SourcePosition.of(parser.currentTokenLocation());
        if (parser.isCurrentAlias()) {
            problems.add(new Problem(at, path, "an alias", "the value itself"));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, path, at);
            case START_ARRAY -> sequence(parser, path, at);
            default -> new Node.Scalar(scalar(parser), at);
        };
    }

    private Node mapping(YAMLParser parser, String path, SourcePosition at) throws IOException {
        var members = new ArrayList<Node.Member>();
        var names = new HashSet<String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            SourcePosition position = SourcePosition.of(parser.currentTokenLocation());
            String inner = path.isEmpty() ? name : path + "." + name;
            parser.nextToken();
            Node value = node(parser, inner);
            if (names.add(name)) {
                members.add(new Node.Member(name, position, value));
            } else {
                problems.add(new Problem(position, inner, "a second one", "each name once"));
            }
        }
        return new Node.Mapping(List.copyOf(members), at);
    }

    private Node sequence(YAMLParser parser, String path, SourcePosition at) throws IOException {
        var elements = new ArrayList<Node>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node(parser, path + "[" + elements.size() + "]"));
        }
        return new Node.Sequence(List.copyOf(elements), at);
    }

    private static JsonNode scalar(JsonParser parser) throws IOException {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> {
                long value = parser.getValueAsLong();
                yield value == (int) value ? make.numberNode((int) value) : make.numberNode(value);
            }
            case VALUE_NUMBER_FLOAT -> make.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> make.booleanNode(true);
            case VALUE_FALSE -> make.booleanNode(false);
            case VALUE_NULL -> make.nullNode();
            default -> make.textNode(parser.getText());
        };
    }
}
