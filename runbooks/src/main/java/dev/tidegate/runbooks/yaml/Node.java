package dev.tidegate.runbooks.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A YAML value that remembers where it stands. */
public sealed interface Node {
    SourcePosition at();

    /** How a message names what was found. */
    String described();

    record Member(String name, SourcePosition at, Node value) {}

    record Mapping(List<Member> members, SourcePosition at) implements Node {
        @Override
        public String described() {
            return "a mapping";
        }
    }

    record Sequence(List<Node> elements, SourcePosition at) implements Node {
        @Override
        public String described() {
            return "a list";
        }
    }

    record Scalar(JsonNode value, SourcePosition at) implements Node {
        @Override
        public String described() {
            return value.isNull() ? "nothing" : value.toString();
        }
    }
}
