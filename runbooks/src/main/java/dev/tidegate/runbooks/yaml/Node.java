package dev.tidegate.runbooks.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A YAML value with its source position. */
public sealed interface Node {
    SourcePosition at();

    /** The value as named in messages. */
    String describe();

    record Member(String name, SourcePosition at, Node value) {}

    record Mapping(List<Member> members, SourcePosition at) implements Node {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    record Sequence(List<Node> elements, SourcePosition at) implements Node {
        @Override
        public String describe() {
            return "a list";
        }
    }

    record Scalar(JsonNode value, SourcePosition at) implements Node {
        @Override
        public String describe() {
            return value.isNull() ? "nothing" : value.toString();
        }
    }
}
