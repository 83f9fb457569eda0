package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Writes fields of an object by server-side apply, under which the cluster itself keeps account of who owns what. In a keyed
 * list (containers by name) that is one element, and the others merge. A list that is one value as a whole (routes of a mesh)
 * cannot be applied in part: there the element is replaced by a patch that fails when it is not as it was read.
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
    public Optional<Outcome> write(ObjectPath place, JsonNode object, List<FieldChange> changes) {
        FieldOwners owners = new FieldOwners(object);
        var applied = new LinkedHashMap<FieldPath, JsonNode>();
        var patched = new ArrayList<FieldChange>();
        for (FieldChange change : changes) {
            owners.path(change.field())
                    .ifPresentOrElse(
                            path -> applied.put(path, change.after()), () -> patched.add(change));
        }
        Optional<Outcome> conflict = conflict(owners, object, patched);
        if (conflict.isPresent()) {
            return conflict;
        }
        boolean written = false;
        try {
            if (!patched.isEmpty()) {
                cluster.patch(place, JsonPatch.replacing(object, patched));
                written = true;
            }
            if (!applied.isEmpty()) {
                cluster.apply(place, intent(place, owners, applied), ownership.of(object));
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(written ? KubernetesErrors.ofRest(e) : KubernetesErrors.ofWrite(e));
        }
    }

    /** A patch takes what it writes without a question, so the question is asked here. */
    private Optional<Outcome> conflict(
            FieldOwners owners, JsonNode object, List<FieldChange> patched) {
        if (ownership.of(object) == Ownership.TAKE) {
            return Optional.empty();
        }
        for (FieldChange change : patched) {
            SortedSet<String> others = owners.otherAppliers(change.field());
            if (!others.isEmpty()) {
                String owned = change.field() + ", applied by " + String.join(", ", others);
                return Optional.of(
                        new Outcome.Permanent(
                                Failure.CONFLICT, KubernetesErrors.ownedBySomebody(owned)));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode intent(
            ObjectPath place, FieldOwners owners, Map<FieldPath, JsonNode> changes) {
        Map<FieldPath, JsonNode> values = owners.ours();
        changes.forEach(
                (path, after) -> {
                    values.keySet().removeIf(own -> own.isBelow(path));
                    if (after.isNull()) {
                        values.remove(path); // what only we own goes when we leave it out
                    } else {
                        values.put(path, after);
                    }
                });
        ObjectNode intent = JsonNodeFactory.instance.objectNode();
        values.forEach((path, value) -> path.put(intent, value));
        intent.put("apiVersion", place.api());
        intent.put("kind", place.kind());
        ObjectNode metadata = intent.withObjectProperty("metadata");
        metadata.put("name", place.name());
        place.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        return intent;
    }
}
