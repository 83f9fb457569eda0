package dev.tidegate.runbooks.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.kubernetes.api.ApiKind;
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
import java.util.stream.Stream;

/**
 * Any field of any object: {@code /spec/replicas} of a Deployment,
 * {@code /spec/http/0/route/1/weight} of an Istio VirtualService, {@code /data/limits.yaml} of a
 * ConfigMap. A field's name is its JSON pointer (RFC 6901). Status can be read but not set; managed
 * fields neither.
 */
final class ResourceFields extends ObjectActuator {
    static final String KIND = "kubernetes-resource";
    private static final Set<String> NOT_SETTABLE =
            Set.of("apiVersion", "kind", "metadata", "status");
    private static final List<String> METADATA = List.of("labels", "annotations");
    private static final TargetShape SHAPE =
            TargetShape.of(Set.of("api", "kind", "name"), List.of())
                    .withOptional(Set.of("namespace", "context"))
                    .withOpenFields();

    ResourceFields(Clusters clusters, Ownership ownership, InstantSource clock) {
        super(KIND, SHAPE, clusters, ownership, clock);
    }

    static Target target(String api, String kind, String namespace, String name) {
        return Target.of(
                KIND, Map.of("api", api, "kind", kind, "namespace", namespace, "name", name));
    }

    @Override
    String pointer(String field) {
        return field;
    }

    @Override
    Optional<ObjectPath> objectPath(Target target, Cluster cluster) {
        return ApiKind.objectPathOf(target, cluster);
    }

    @Override
    SortedMap<String, JsonNode> fields(JsonNode object, Target target, Cluster cluster) {
        var fields = new TreeMap<String, JsonNode>();
        object.properties().stream()
                .filter(member -> !NOT_SETTABLE.contains(member.getKey()))
                .forEach(
                        member ->
                                put(
                                        fields,
                                        member.getValue(),
                                        "/" + Pointers.escape(member.getKey())));
        Stream.concat(METADATA.stream().map(name -> "/metadata/" + name), Stream.of("/status"))
                .forEach(pointer -> put(fields, object.at(pointer), pointer));
        return fields;
    }

    private static void put(Map<String, JsonNode> fields, JsonNode value, String pointer) {
        fields.putAll(Pointers.flatten(value, pointer));
    }
}
