package dev.tidegate.stacks.wire;

import com.google.protobuf.Struct;
import java.util.Comparator;
import java.util.List;
import pulumirpc.Resource.RegisterResourceRequest;

/** One run of the program, seen from the engine: how it ended, what it asked for and what it said. */
public record Recorded(
        int exit, List<Asked> asked, Struct outputs, List<String> errors, String console) {
    /** A resource the engine was asked to register. */
    public record Asked(String urn, RegisterResourceRequest request) {
        public String type() {
            return request.getType();
        }

        public String name() {
            return request.getName();
        }

        public Struct properties() {
            return request.getObject();
        }
    }

    public Recorded {
        asked = asked.stream().sorted(Comparator.comparing(Asked::urn)).toList();
        errors = List.copyOf(errors);
    }

    public List<Asked> of(String type) {
        return asked.stream().filter(one -> one.type().equals(type)).toList();
    }

    public Asked only(String type) {
        List<Asked> found = of(type);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type + ", found " + found.size());
        }
        return found.get(0);
    }

    public String output(String name) {
        return outputs.getFieldsOrThrow(name).getStringValue();
    }
}
