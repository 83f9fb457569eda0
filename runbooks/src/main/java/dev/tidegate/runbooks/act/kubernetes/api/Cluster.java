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

/**
 * Reads and writes objects of one cluster as plain JSON. Every method throws
 * {@link KubernetesClientException} when the server refuses.
 */
public final class Cluster {
    /** Our field manager name. */
    static final String MANAGER = "tidegate";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    public Cluster(KubernetesClient client) {
        this.client = client;
    }

    /** The object; empty when there is none. */
    public Optional<JsonNode> get(ObjectPath path) {
        return get(path.url(), path.kind(), path.name());
    }

    private Optional<JsonNode> get(String url, String kind, String name) {
        @Nullable String found = client.raw(url);
        return Optional.ofNullable(found).map(answer -> parse(answer, kind, name));
    }

    /** The object's scale; empty when it has none. */
    public Optional<JsonNode> getScale(ObjectPath path) {
        return get(path.url() + "/scale", "Scale", path.name());
    }

    /** Patches the object's scale (RFC 6902). */
    public void patchScale(ObjectPath path, JsonNode operations) {
        find(path)
                .subresource("scale")
                .patch(context(PatchType.JSON).build(), operations.toString());
    }

    /**
     * Server-side apply: {@code fields} become ours; fields that were ours and are missing from it
     * are removed.
     */
    void apply(ObjectPath path, JsonNode fields, Ownership ownership) {
        var context = context(PatchType.SERVER_SIDE_APPLY).withForce(ownership == Ownership.TAKE);
        find(path).patch(context.build(), fields.toString());
    }

    /** Patches the object (RFC 6902), all or nothing. */
    void patch(ObjectPath path, JsonNode operations) {
        find(path).patch(context(PatchType.JSON).build(), operations.toString());
    }

    private static PatchContext.Builder context(PatchType type) {
        return new PatchContext.Builder().withPatchType(type).withFieldManager(MANAGER);
    }

    private Resource<GenericKubernetesResource> find(ObjectPath path) {
        var all = client.genericKubernetesResources(path.definition());
        return path.namespace()
                .map(namespace -> all.inNamespace(namespace).withName(path.name()))
                .orElseGet(() -> all.withName(path.name()));
    }

    /** Asks the cluster for a kind's name in paths and whether its objects are namespaced. */
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

    /**
     * Parses the object and checks kind and name: an HTML page or another object would otherwise
     * pass for one without fields.
     */
    private static JsonNode parse(String answer, String kind, String name) {
        try {
            JsonNode object = JSON.readTree(answer);
            if (object.path("kind").asText().equals(kind)
                    && object.at("/metadata/name").asText().equals(name)) {
                return object;
            }
            throw new KubernetesClientException(
                    "no object", new UnexpectedObject(kind, name, answer));
        } catch (JsonProcessingException e) {
            UnexpectedObject none = new UnexpectedObject(kind, name, answer);
            none.addSuppressed(e);
            throw new KubernetesClientException("no JSON", none);
        }
    }

    /** The answer is not the requested object. */
    static final class UnexpectedObject extends IOException {
        private static final long serialVersionUID = 1;
        private static final int MAX_SHOWN = 200;

        UnexpectedObject(String kind, String name, String answer) {
            super(
                    "the answer is no "
                            + kind
                            + " "
                            + name
                            + ": "
                            + answer.substring(0, Math.min(answer.length(), MAX_SHOWN)));
        }
    }
}
