package dev.tidegate.runbooks.act.kubernetes.api;

import dev.tidegate.runbooks.act.Target;
import java.util.List;
import java.util.Optional;

/**
 * A kind and its name in API paths.
 *
 * @param api group and version
 * @param namespaced whether its objects are namespaced
 */
public record ApiKind(String api, String kind, String plural, boolean namespaced) {
    /** Kinds that never change, for which the cluster need not be asked. */
    private static final List<ApiKind> WELL_KNOWN =
            List.of(
                    new ApiKind("apps/v1", "Deployment", "deployments", true),
                    new ApiKind("apps/v1", "StatefulSet", "statefulsets", true),
                    new ApiKind(
                            "autoscaling/v2",
                            "HorizontalPodAutoscaler",
                            "horizontalpodautoscalers",
                            true),
                    new ApiKind("v1", "ConfigMap", "configmaps", true),
                    new ApiKind("v1", "Node", "nodes", false));

    /**
     * Looks up a kind, asking the cluster unless it is well known; empty when there is no such
     * kind.
     */
    public static Optional<ApiKind> find(String api, String kind, Cluster cluster) {
        return WELL_KNOWN.stream()
                .filter(known -> known.api.equals(api) && known.kind.equals(kind))
                .findFirst()
                .or(
                        () ->
                                cluster.discover(api, kind)
                                        .map(
                                                found ->
                                                        new ApiKind(
                                                                api,
                                                                kind,
                                                                found.getName(),
                                                                found.getNamespaced())));
    }

    /**
     * The object named by a target's coordinates api, kind, namespace and name; empty when there is
     * no such kind.
     */
    public static Optional<ObjectPath> objectPathOf(Target target, Cluster cluster) {
        Optional<String> namespace = Optional.ofNullable(target.coordinates().get("namespace"));
        return find(target.coordinate("api"), target.coordinate("kind"), cluster)
                .map(known -> known.objectPath(namespace, target.coordinate("name")));
    }

    public ObjectPath objectPath(Optional<String> namespace, String name) {
        return new ObjectPath(
                api,
                kind,
                plural,
                namespaced ? namespace.or(() -> Optional.of("default")) : Optional.empty(),
                name);
    }
}
