package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/**
 * Writes fields of an object by server-side apply, under which the cluster itself keeps account of who owns what. A single
 * element of a list cannot be applied: it is replaced by a patch that fails when the element is not as it was read.
 */
public final class FieldWrites {
    private final Cluster cluster;
    private final Ownership ownership;

    public FieldWrites(Cluster cluster, Ownership ownership) {
        this.cluster = cluster;
        this.ownership = ownership;
    }

    /**
     * @param changes whose fields are pointers
     * @param object as read just before
     * @return what went wrong
     */
    public Optional<Outcome> write(Place place, JsonNode object, List<FieldChange> changes) {
        var inLists = changes.stream().filter(c -> Pointers.entersList(object, c.field())).toList();
        var others = changes.stream().filter(c -> !inLists.contains(c)).toList();
        try {
            if (!inLists.isEmpty()) {
                cluster.patch(place, JsonPatch.replacing(object, inLists));
            }
            if (!others.isEmpty()) {
                cluster.apply(place, intent(place, object, others), ownership.of(object));
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(KubernetesAnswers.ofWrite(e));
        }
    }

    private static ObjectNode intent(Place place, JsonNode object, List<FieldChange> changes) {
        var values = OwnFields.of(object);
        for (FieldChange change : changes) {
            String below = change.field() + "/";
            values.keySet().removeIf(pointer -> pointer.startsWith(below));
            if (change.after().isNull()) {
                values.remove(change.field()); // what only we own goes when we leave it out
            } else {
                values.put(change.field(), change.after());
            }
        }
        ObjectNode intent = Pointers.nest(values);
        intent.put("apiVersion", place.api());
        intent.put("kind", place.kind());
        ObjectNode metadata = intent.withObjectProperty("metadata");
        metadata.put("name", place.name());
        place.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        return intent;
    }
}
