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

/** A target that is one object of the API, whose fields are fields of it under whatever name. */
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

    /** Where the target's object lives; nothing where the cluster has no such kind. */
    abstract Optional<ObjectPath> place(Target target, Cluster cluster);

    /** What is to be seen of the object; may ask the cluster for more. */
    abstract SortedMap<String, JsonNode> fields(JsonNode object, Target target, Cluster cluster);

    /** Where a settable field stands in the object. */
    abstract String pointer(String field);

    @Override
    public final Reading read(Target target) {
        Cluster cluster = cluster(target);
        try {
            Optional<Reading> found =
                    place(target, cluster)
                            .flatMap(cluster::get)
                            .map(object -> observed(target, fields(object, target, cluster)));
            return found.orElseGet(() -> absent(target));
        } catch (KubernetesClientException e) {
            return KubernetesErrors.ofRead(e);
        }
    }

    @Override
    protected Optional<Outcome> write(Change change, Observed now, Fence fence) {
        Cluster cluster = cluster(change.target());
        List<FieldChange> changes =
                change.fields().stream()
                        .map(f -> new FieldChange(pointer(f.field()), f.before(), f.after()))
                        .toList();
        try {
            Optional<ObjectPath> place = place(change.target(), cluster);
            Optional<JsonNode> object = place.flatMap(cluster::get);
            if (object.isEmpty()) {
                return Optional.of(absent(change.target()).beforeAnyWrite());
            }
            return fence.stillHeld()
                    ? new FieldWrites(cluster, ownership).write(place.get(), object.get(), changes)
                    : Optional.of(fence.lost());
        } catch (KubernetesClientException e) {
            return Optional.of(KubernetesErrors.ofRead(e).beforeAnyWrite());
        }
    }

    final Cluster cluster(Target target) {
        return new Cluster(clusters.client(target));
    }

    static Unreadable absent(Target target) {
        return new Unreadable(Failure.ABSENT, "the cluster has no " + target);
    }
}
