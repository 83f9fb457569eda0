package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects of one cluster as plain JSON. Everything throws the client's exception for what the server refuses. */
public final class Cluster {
    /** The name under which the cluster records what is ours. */
    static final String MANAGER = "tidegate";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    public Cluster(KubernetesClient client) {
        this.client = client;
    }

    /** The object, or nothing where there is none. */
    public Optional<JsonNode> get(ObjectPath place) {
        return get(place.path(), place.kind(), place.name());
    }

    private Optional<JsonNode> get(String path, String kind, String name) {
        @Nullable String found = client.raw(path);
        return Optional.ofNullable(found).map(answer -> parse(answer, kind, name));
    }

    /** The object's scale, or nothing where it has none. */
    public Optional<JsonNode> getScale(ObjectPath place) {
        return get(place.path() + "/scale", "Scale", place.name());
    }

    /** RFC 6902 on the object's scale. */
    public void patchScale(ObjectPath place, JsonNode operations) {
        find(place)
                .subresource("scale")
                .patch(context(PatchType.JSON).build(), operations.toString());
    }

    /** Server-side apply: what is in {@code fields} becomes ours, and what was ours and is not in it any more goes. */
    void apply(ObjectPath place, JsonNode fields, Ownership ownership) {
        var context = context(PatchType.SERVER_SIDE_APPLY).withForce(ownership == Ownership.TAKE);
        find(place).patch(context.build(), fields.toString());
    }

    /** RFC 6902: all of it or nothing. */
    void patch(ObjectPath place, JsonNode operations) {
        find(place).patch(context(PatchType.JSON).build(), operations.toString());
    }

    private static PatchContext.Builder context(PatchType type) {
        return new PatchContext.Builder().withPatchType(type).withFieldManager(MANAGER);
    }

    private Resource<GenericKubernetesResource> find(ObjectPath place) {
        var all = client.genericKubernetesResources(place.definition());
        return place.namespace()
                .map(namespace -> all.inNamespace(namespace).withName(place.name()))
                .orElseGet(() -> all.withName(place.name()));
    }

    /** How the API calls a kind in its paths, and whether its objects live in namespaces; asks the cluster. */
    Optional<APIResource> discover(String api, String kind) {
        @Nullable APIResourceList known = client.getApiResources(api);
        return Optional.ofNullable(known).stream()
                .flatMap(list -> list.getResources().stream())
                .filter(
                        resource ->
                                resource.getKind().equals(kind)
                                        && !resource.getName().contains("/"))
                .findFirst();
    }

    /** A page in the object's place, or another object, would read as one without any of its fields. */
    private static JsonNode parse(String answer, String kind, String name) {
        try {
            JsonNode object = JSON.readTree(answer);
            if (object.path("kind").asText().equals(kind)
                    && object.at("/metadata/name").asText().equals(name)) {
                return object;
            }
            throw new KubernetesClientException("no object", new NoObject(kind, name, answer));
        } catch (JsonProcessingException e) {
            NoObject none = new NoObject(kind, name, answer);
            none.addSuppressed(e);
            throw new KubernetesClientException("no JSON", none);
        }
    }

    /** What was answered is not what was asked for. */
    static final class NoObject extends IOException {
        private static final long serialVersionUID = 1;
        private static final int SHOWN = 200;

        NoObject(String kind, String name, String answer) {
            super(
                    "the answer is no "
                            + kind
                            + " "
                            + name
                            + ": "
                            + answer.substring(0, Math.min(answer.length(), SHOWN)));
        }
    }
}
