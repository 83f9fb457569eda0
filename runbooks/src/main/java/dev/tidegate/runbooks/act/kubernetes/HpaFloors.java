package dev.tidegate.runbooks.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.kubernetes.api.ApiKind;
import dev.tidegate.runbooks.act.kubernetes.api.Cluster;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.ObjectPath;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * HorizontalPodAutoscalers. {@code floor} is {@code minReplicas}, above which the autoscaler stays
 * in charge; {@code desired} is the replica count it has set on the workload it scales; those of
 * them not yet {@code ready} are {@code starting}.
 */
public final class HpaFloors extends ObjectActuator {
    public static final String KIND = "kubernetes-hpa";
    private static final String API = "autoscaling/v2";
    private static final int DEFAULT_FLOOR = 1;
    private static final TargetShape SHAPE =
            TargetShape.of(
                            Set.of("namespace", "autoscaler"),
                            List.of(
                                    FieldShape.settable("floor", FieldShape.Type.COUNT),
                                    FieldShape.readOnly("ceiling", FieldShape.Type.COUNT),
                                    FieldShape.readOnly("desired", FieldShape.Type.COUNT),
                                    FieldShape.readOnly("starting", FieldShape.Type.COUNT),
                                    FieldShape.readOnly("ready", FieldShape.Type.COUNT)))
                    .withOptional(Set.of("context"));

    public HpaFloors(Clusters clusters, Ownership ownership, InstantSource clock) {
        super(KIND, SHAPE, clusters, ownership, clock);
    }

    public static Target target(String namespace, String autoscaler) {
        return Target.of(KIND, Map.of("namespace", namespace, "autoscaler", autoscaler));
    }

    @Override
    String pointer(String field) {
        return "/spec/minReplicas";
    }

    @Override
    Optional<ObjectPath> objectPath(Target target, Cluster cluster) {
        return Optional.of(
                ObjectPath.namespaced(
                        API,
                        "HorizontalPodAutoscaler",
                        "horizontalpodautoscalers",
                        target,
                        target.coordinate("autoscaler")));
    }

    @Override
    SortedMap<String, JsonNode> fields(JsonNode hpa, Target target, Cluster cluster) {
        JsonNode workload = workload(hpa.at("/spec/scaleTargetRef"), target, cluster);
        int desired = workload.at("/spec/replicas").asInt(0);
        int ready = workload.at("/status/readyReplicas").asInt(0); // the API omits 0
        var fields = new TreeMap<String, JsonNode>();
        fields.put("floor", IntNode.valueOf(hpa.at("/spec/minReplicas").asInt(DEFAULT_FLOOR)));
        fields.put("ceiling", hpa.at("/spec/maxReplicas"));
        fields.put("desired", IntNode.valueOf(desired));
        fields.put("starting", IntNode.valueOf(Math.max(0, desired - ready)));
        fields.put("ready", IntNode.valueOf(ready));
        return fields;
    }

    private static JsonNode workload(JsonNode reference, Target target, Cluster cluster) {
        String api = reference.path("apiVersion").asText();
        String kind = reference.path("kind").asText();
        String name = reference.path("name").asText();
        return ApiKind.find(api, kind, cluster)
                .map(known -> known.objectPath(Optional.of(target.coordinate("namespace")), name))
                .flatMap(cluster::get)
                .orElseThrow(
                        () ->
                                new KubernetesClientException(
                                        "the autoscaler's target "
                                                + kind
                                                + " "
                                                + name
                                                + " does not exist",
                                        404,
                                        null));
    }
}
