package dev.tidegate.stacks.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes an exported stack as one Terraform document in JSON. */
final class Converter {
    /** Properties with user-defined keys, which are not translated. */
    private static final Set<String> MAPS = Set.of("dimensions", "tags");

    /** Marks an encrypted value in an export. */
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Dictionary dictionary = Dictionary.load();
    private final List<Exported> resources;
    private final References references;
    private final Set<String> leftOut = new TreeSet<>();
    private final Set<String> secrets = new TreeSet<>();

    Converter(List<Exported> resources) {
        this.resources = resources;
        references = new References(resources, dictionary);
    }

    /** Types without a translation, such as those of other clouds; valid after the document was converted. */
    Set<String> leftOut() {
        return Set.copyOf(leftOut);
    }

    ObjectNode document(String providerVersion) {
        ObjectNode document = JSON.createObjectNode();
        document.withObject("/terraform")
                .withObject("/required_providers")
                .withObject("/aws")
                .put("source", "hashicorp/aws")
                .put("version", providerVersion);
        for (Exported resource : resources) {
            if (resource.isProvider()) {
                provider(document, resource);
            } else {
                dictionary
                        .type(resource.type())
                        .ifPresentOrElse(
                                type -> resource(document, type, resource),
                                () -> leftOut.add(resource.type()));
            }
        }
        secrets.forEach(
                name -> document.withObject("/variable").putObject(name).put("sensitive", true));
        return document;
    }

    private static void provider(ObjectNode document, Exported provider) {
        if (provider.type().equals("pulumi:providers:aws")) {
            document.withObject("/provider")
                    .withArray("/aws")
                    .addObject()
                    .put("alias", provider.name())
                    .put("region", provider.inputs().path("region").asText());
        }
    }

    private void resource(ObjectNode document, String type, Exported resource) {
        ObjectNode made =
                document.withObject("/resource").withObject("/" + type).putObject(resource.name());
        for (Map.Entry<String, JsonNode> input : resource.inputs().properties()) {
            if (!input.getKey().startsWith("__")) {
                made.set(
                        dictionary.property(resource.type(), input.getKey()),
                        value(resource, input.getKey(), input.getKey(), input.getValue()));
            }
        }
        if (!resource.provider().isEmpty()) {
            made.put("provider", "aws." + resource.provider());
        }
        lifecycle(made, resource);
    }

    private void lifecycle(ObjectNode made, Exported resource) {
        if (resource.kept()) {
            made.withObject("/lifecycle").put("prevent_destroy", true);
        }
        for (String ignored : resource.ignored()) {
            made.withObject("/lifecycle")
                    .withArray("/ignore_changes")
                    .add(address(resource.type(), ignored));
        }
    }

    /** A property's place in a resource, where a part that Pulumi has one of is the first of a list. */
    private String address(String type, String path) {
        StringBuilder address = new StringBuilder();
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            address.append(dictionary.property(type, path.substring(0, dot))).append("[0].");
        }
        return address.append(dictionary.property(type, path)).toString();
    }

    private JsonNode value(Exported of, String input, String path, JsonNode value) {
        if (value.path(SIGNATURE).asText().equals(SECRET)) {
            // The document holds no secrets: they become variables.
            String variable = of.name() + "_" + path.replaceAll("[^A-Za-z0-9]", "-");
            secrets.add(variable);
            return JSON.getNodeFactory().textNode("${var." + variable + "}");
        }
        if (value.isTextual()) {
            return JSON.getNodeFactory()
                    .textNode(references.template(of, input, value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode items = JSON.createArrayNode();
            value.forEach(
                    item ->
                            items.add(
                                    item.isObject() && !item.has(SIGNATURE)
                                            ? fields(of, input, path, item, false)
                                            : value(of, input, path, item)));
            return items;
        }
        boolean map = MAPS.contains(path.substring(path.lastIndexOf('.') + 1));
        return value.isObject() ? fields(of, input, path, value, map) : value;
    }

    private ObjectNode fields(Exported of, String input, String path, JsonNode value, boolean map) {
        ObjectNode fields = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String under = path + "." + field.getKey();
            fields.set(
                    map ? field.getKey() : dictionary.property(of.type(), under),
                    value(of, input, under, field.getValue()));
        }
        return fields;
    }
}
