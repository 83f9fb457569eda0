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
 * Writes fields of an object by server-side apply, so that the cluster itself tracks field
 * ownership. In a keyed list (containers by name) only one element is applied, and the others
 * merge. An atomic list (routes of a mesh) cannot be applied in part: there the element is replaced
 * by a patch that fails when it is not as it was read.
 */
public final class FieldWrites {
    private final Cluster cluster;
    private final Ownership ownership;

    public FieldWrites(Cluster cluster, Ownership ownership) {
        this.cluster = cluster;
        this.ownership = ownership;
    }

    /**
     * @param changes their fields are JSON pointers
     * @param object as just read
     * @return what went wrong; empty when written
     */
    public Optional<Outcome> write(
            ObjectPath location, JsonNode object, List<FieldChange> changes) {
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
                cluster.patch(location, JsonPatch.replacing(object, patched));
                written = true;
            }
            if (!applied.isEmpty()) {
                cluster.apply(location, intent(location, owners, applied), ownership.of(object));
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(
                    written ? KubernetesErrors.ofSecondWrite(e) : KubernetesErrors.ofWrite(e));
        }
    }

    /** A patch takes ownership without a conflict check, so ownership is checked here. */
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
                                Failure.CONFLICT, KubernetesErrors.ownershipConflict(owned)));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode intent(
            ObjectPath location, FieldOwners owners, Map<FieldPath, JsonNode> changes) {
        Map<FieldPath, JsonNode> values = owners.ours();
        changes.forEach(
                (path, after) -> {
                    values.keySet().removeIf(own -> own.isBelow(path));
                    if (after.isNull()) {
                        values.remove(path); // omitting what only we own removes it
                    } else {
                        values.put(path, after);
                    }
                });
        ObjectNode intent = JsonNodeFactory.instance.objectNode();
        values.forEach((path, value) -> path.put(intent, value));
        intent.put("apiVersion", location.api());
        intent.put("kind", location.kind());
        ObjectNode metadata = intent.withObjectProperty("metadata");
        metadata.put("name", location.name());
        location.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        return intent;
    }
}
