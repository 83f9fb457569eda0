package dev.tidegate.runbooks.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.kubernetes.api.Cluster;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.ObjectPath;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.act.kubernetes.api.Pointers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Restarts of Deployments, pod by pod. {@code restart} is a token of the caller's choice, such as
 * the run's name: a new token is a new restart, the same token twice is one. It stays in the pod
 * template as an annotation.
 */
final class RolloutRestarts extends ObjectActuator {
    static final String KIND = "kubernetes-rollout";
    private static final String ANNOTATIONS = "/spec/template/metadata/annotations";
    private static final String RESTART =
            ANNOTATIONS + "/" + Pointers.escape("tidegate.dev/restart");
    private static final TargetShape SHAPE =
            TargetShape.of(
                            Set.of("namespace", "deployment"),
                            List.of(
                                    FieldShape.settable("restart", FieldShape.Type.TEXT),
                                    FieldShape.readOnly("complete", FieldShape.Type.FLAG)))
                    .withOptional(Set.of("context"))
                    .irreversible();

    RolloutRestarts(Clusters clusters, Ownership ownership, InstantSource clock) {
        super(KIND, SHAPE, clusters, ownership, clock);
    }

    static Target target(String namespace, String deployment) {
        return Target.of(KIND, Map.of("namespace", namespace, "deployment", deployment));
    }

    @Override
    String pointer(String field) {
        return RESTART;
    }

    @Override
    Optional<ObjectPath> objectPath(Target target, Cluster cluster) {
        return Optional.of(
                ObjectPath.namespaced(
                        "apps/v1",
                        "Deployment",
                        "deployments",
                        target,
                        target.coordinate("deployment")));
    }

    @Override
    SortedMap<String, JsonNode> fields(JsonNode deployment, Target target, Cluster cluster) {
        var fields = new TreeMap<String, JsonNode>();
        JsonNode restart = deployment.at(RESTART);
        if (!restart.isMissingNode()) {
            fields.put("restart", restart);
        }
        fields.put("complete", BooleanNode.valueOf(isComplete(deployment)));
        return fields;
    }

    /** All pods are of the newest template and ready, and the controller has seen that template. */
    private static boolean isComplete(JsonNode deployment) {
        JsonNode status = deployment.path("status");
        int desired = deployment.at("/spec/replicas").asInt(1);
        return status.path("observedGeneration").asLong()
                        >= deployment.at("/metadata/generation").asLong()
                && status.path("updatedReplicas").asInt() == desired
                && status.path("readyReplicas").asInt() == desired
                && status.path("replicas").asInt() == desired;
    }
}
