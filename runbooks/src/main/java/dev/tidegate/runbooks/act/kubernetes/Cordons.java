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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Cordons nodes: they take no new pods; running pods stay. */
final class Cordons extends ObjectActuator {
    static final String KIND = "kubernetes-node";
    private static final TargetShape SHAPE =
            TargetShape.of(
                            Set.of("node"),
                            List.of(FieldShape.settable("cordoned", FieldShape.Type.FLAG)))
                    .withOptional(Set.of("context"));

    Cordons(Clusters clusters, Ownership ownership, InstantSource clock) {
        super(KIND, SHAPE, clusters, ownership, clock);
    }

    static Target target(String node) {
        return Target.of(KIND, Map.of("node", node));
    }

    @Override
    String pointer(String field) {
        return "/spec/unschedulable";
    }

    @Override
    Optional<ObjectPath> objectPath(Target target, Cluster cluster) {
        return Optional.of(
                new ObjectPath("v1", "Node", "nodes", Optional.empty(), target.coordinate("node")));
    }

    @Override
    SortedMap<String, JsonNode> fields(JsonNode node, Target target, Cluster cluster) {
        boolean cordoned = node.at("/spec/unschedulable").asBoolean(false); // the API omits false
        return new TreeMap<>(Map.of("cordoned", BooleanNode.valueOf(cordoned)));
    }
}
