package dev.tidegate.runbooks.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.kubernetes.api.ApiKind;
import dev.tidegate.runbooks.act.kubernetes.api.Cluster;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.JsonPatch;
import dev.tidegate.runbooks.act.kubernetes.api.KubernetesErrors;
import dev.tidegate.runbooks.act.kubernetes.api.ObjectPath;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.act.kubernetes.api.Pointers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Replicas of anything with a scale subresource: Deployments, StatefulSets, custom resources,
 * wherever they keep the number. Refused when the number changed between read and write; changes of
 * other parts of the object (its status always changes) do not matter.
 */
final class Scales extends ObjectActuator {
    static final String KIND = "kubernetes-scale";
    private static final String REPLICAS = "/spec/replicas";
    private static final TargetShape SHAPE =
            TargetShape.of(
                            Set.of("api", "kind", "namespace", "name"),
                            List.of(
                                    FieldShape.settable("replicas", FieldShape.Type.COUNT),
                                    FieldShape.readOnly("running", FieldShape.Type.COUNT)))
                    .withOptional(Set.of("context"));

    Scales(Clusters clusters, InstantSource clock) {
        super(KIND, SHAPE, clusters, Ownership.RESPECT, clock);
    }

    static Target target(String api, String kind, String namespace, String name) {
        return Target.of(
                KIND, Map.of("api", api, "kind", kind, "namespace", namespace, "name", name));
    }

    @Override
    String pointer(String field) {
        return REPLICAS;
    }

    @Override
    Optional<ObjectPath> objectPath(Target target, Cluster cluster) {
        return ApiKind.objectPathOf(target, cluster);
    }

    @Override
    SortedMap<String, JsonNode> fields(JsonNode object, Target target, Cluster cluster) {
        JsonNode scale = scale(target, cluster);
        var fields = new TreeMap<String, JsonNode>();
        fields.put("replicas", IntNode.valueOf(scale.at(REPLICAS).asInt(0))); // the API omits 0
        fields.put("running", scale.at("/status/replicas"));
        return fields;
    }

    @Override
    protected Optional<Outcome> write(Change change, Observed now, Fence fence) {
        Cluster cluster = cluster(change.target());
        var replicasChange =
                new FieldChange(REPLICAS, now.field("replicas"), change.after("replicas"));
        JsonNode asRead =
                Pointers.nest(
                        now.count("replicas") == 0
                                ? Map.of()
                                : Map.of(REPLICAS, now.field("replicas")));
        try {
            Optional<ObjectPath> path = objectPath(change.target(), cluster);
            if (path.isEmpty()) {
                return Optional.of(absent(change.target()).outcomeBeforeWrite());
            }
            cluster.patchScale(path.get(), JsonPatch.replacing(asRead, List.of(replicasChange)));
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(KubernetesErrors.ofWrite(e));
        }
    }

    private JsonNode scale(Target target, Cluster cluster) {
        return objectPath(target, cluster)
                .flatMap(cluster::getScale)
                .orElseThrow(
                        () -> new KubernetesClientException(target + " has no scale", 404, null));
    }
}
