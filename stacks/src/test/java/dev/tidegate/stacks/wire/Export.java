package dev.tidegate.stacks.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;

/** A recorded update as {@code pulumi stack export} would write it. */
public final class Export {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Export() {}

    public static ObjectNode of(Recorded run) {
        ObjectNode document = JSON.createObjectNode().put("version", 3);
        ArrayNode resources = document.putObject("deployment").putArray("resources");
        run.asked().forEach(asked -> resources.add(resource(asked)));
        return document;
    }

    private static ObjectNode resource(Recorded.Asked asked) {
        ObjectNode resource =
                JSON.createObjectNode()
                        .put("urn", asked.urn())
                        .put("type", asked.type())
                        .put("custom", asked.request().getCustom())
                        .put("protect", asked.request().getProtect());
        if (asked.request().getCustom()) {
            resource.put("id", asked.name() + "-id");
            resource.set(
                    "outputs",
                    json(Computed.complete(asked.type(), asked.name(), asked.properties())));
        }
        resource.set("inputs", json(asked.properties()));
        if (!asked.request().getProvider().isEmpty()) {
            resource.put("provider", asked.request().getProvider());
        }
        asked.request().getIgnoreChangesList().forEach(resource.withArray("ignoreChanges")::add);
        asked.request()
                .getPropertyDependenciesMap()
                .forEach(
                        (input, from) ->
                                from.getUrnsList()
                                        .forEach(
                                                resource.withObject("/propertyDependencies")
                                                                .withArray("/" + input)
                                                        ::add));
        return resource;
    }

    private static JsonNode json(Struct struct) {
        try {
            return JSON.readTree(JsonFormat.printer().print(struct));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
