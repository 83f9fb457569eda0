package dev.tidegate.runbooks.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.ReadThenWrite;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.kubernetes.api.Cluster;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.FieldWrites;
import dev.tidegate.runbooks.act.kubernetes.api.KubernetesErrors;
import dev.tidegate.runbooks.act.kubernetes.api.ObjectPath;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Actuator for targets that are one API object, each of whose fields maps to a field of the object.
 */
abstract class ObjectActuator extends ReadThenWrite {
    private final Clusters clusters;
    private final Ownership ownership;

    ObjectActuator(
            String kind,
            TargetShape shape,
            Clusters clusters,
            Ownership ownership,
            InstantSource clock) {
        super(kind, shape, clock);
        this.clusters = clusters;
        this.ownership = ownership;
    }

    /** The API path of the target's object; empty when the cluster has no such kind. */
    abstract Optional<ObjectPath> objectPath(Target target, Cluster cluster);

    /** The target's fields; may make more calls to the cluster. */
    abstract SortedMap<String, JsonNode> fields(JsonNode object, Target target, Cluster cluster);

    /** JSON pointer of a settable field in the object. */
    abstract String pointer(String field);

    @Override
    public final Reading read(Target target) {
        try {
            Cluster cluster = cluster(target);
            Optional<Reading> found =
                    objectPath(target, cluster)
                            .flatMap(cluster::get)
                            .map(object -> observed(target, fields(object, target, cluster)));
            return found.orElseGet(() -> absent(target));
        } catch (KubernetesClientException e) {
            return KubernetesErrors.ofRead(e);
        }
    }

    @Override
    protected Optional<Outcome> write(Change change, Observed now, Fence fence) {
        List<FieldChange> changes =
                change.fields().stream()
                        .map(f -> new FieldChange(pointer(f.field()), f.before(), f.after()))
                        .toList();
        try {
            Cluster cluster = cluster(change.target());
            Optional<ObjectPath> path = objectPath(change.target(), cluster);
            Optional<JsonNode> object = path.flatMap(cluster::get);
            if (object.isEmpty()) {
                return Optional.of(absent(change.target()).outcomeBeforeWrite());
            }
            return fence.stillHeld()
                    ? new FieldWrites(cluster, ownership).write(path.get(), object.get(), changes)
                    : Optional.of(fence.lost());
        } catch (KubernetesClientException e) {
            return Optional.of(KubernetesErrors.ofRead(e).outcomeBeforeWrite());
        }
    }

    final Cluster cluster(Target target) {
        return new Cluster(clusters.client(target));
    }

    static Unreadable absent(Target target) {
        return new Unreadable(Failure.ABSENT, "the cluster has no " + target);
    }
}
