package dev.tidegate.stacks.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One resource of an exported stack.
 *
 * @param dependencies by input, the names of the resources that its value depends on
 * @param provider the name of its provider; empty for the default one
 */
record Exported(
        String urn,
        String type,
        JsonNode inputs,
        JsonNode outputs,
        Map<String, List<String>> dependencies,
        String provider,
        boolean kept,
        List<String> ignored) {
    Exported {
        dependencies = Map.copyOf(dependencies);
        ignored = List.copyOf(ignored);
    }

    /** All resources except components, which only Pulumi has. */
    static List<Exported> read(JsonNode document) {
        JsonNode resources = document.at("/deployment/resources");
        if (!resources.isArray()) {
            throw new IllegalArgumentException(
                    "expected what pulumi stack export writes, found no deployment.resources");
        }
        List<Exported> read = new ArrayList<>();
        for (JsonNode resource : resources) {
            if (resource.path("custom").asBoolean()) {
                read.add(one(resource));
            }
        }
        return List.copyOf(read);
    }

    /** Its Pulumi name, in characters that Terraform allows. */
    String name() {
        return last(urn).replaceAll("[^A-Za-z0-9_-]", "-");
    }

    boolean isProvider() {
        return type.startsWith("pulumi:providers:");
    }

    private static Exported one(JsonNode resource) {
        Map<String, List<String>> dependencies = new HashMap<>();
        resource.path("propertyDependencies")
                .properties()
                .forEach(each -> dependencies.put(each.getKey(), texts(each.getValue())));
        String provider = resource.path("provider").asText("");
        int id = provider.lastIndexOf("::");
        return new Exported(
                resource.path("urn").asText(),
                resource.path("type").asText(),
                resource.path("inputs"),
                outputs(resource),
                dependencies,
                id < 0 ? "" : last(provider.substring(0, id)),
                resource.path("protect").asBoolean(),
                texts(resource.path("ignoreChanges")));
    }

    /** The outputs, including the identifier. */
    private static JsonNode outputs(JsonNode resource) {
        JsonNode outputs = resource.path("outputs").deepCopy();
        if (outputs instanceof ObjectNode fields && resource.path("id").isTextual()) {
            fields.set("id", resource.path("id"));
        }
        return outputs;
    }

    private static List<String> texts(JsonNode items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }

    private static String last(String urn) {
        return urn.substring(urn.lastIndexOf("::") + 2);
    }
}
