package dev.tidegate.stacks.wire;

import com.google.protobuf.Struct;
import dev.tidegate.stacks.resource.ResourceRegistration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
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

        public ResourceRegistration registered() {
            return new ResourceRegistration(
                    type(), name(), request.getProtect(), Values.property(properties()));
        }
    }

    public Recorded {
        asked = asked.stream().sorted(Comparator.comparing(Asked::urn)).toList();
        errors = List.copyOf(errors);
    }

    public List<Asked> of(String type) {
        return asked.stream().filter(one -> one.type().equals(type)).toList();
    }

    public Asked named(String name) {
        return asked.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody asked for " + name));
    }

    public List<ResourceRegistration> registered() {
        return asked.stream().map(Asked::registered).toList();
    }

    public String output(String name) {
        return outputs.getFieldsOrThrow(name).getStringValue();
    }

    public List<String> urns() {
        return asked.stream().map(Asked::urn).toList();
    }

    /** What went wrong, without the class path that the SDK prints before it. */
    public String trouble() {
        return String.join("\n", errors)
                        .replaceAll(
                                "(?s)Running program \\[PID: \\d+\\].*?\\) failed",
                                "the program failed")
                + console.lines()
                        .filter(line -> !line.contains("Running program"))
                        .collect(Collectors.joining("\n"));
    }
}
