package dev.tidegate.runbooks.act.kubernetes.api;

import dev.tidegate.runbooks.act.Target;
import java.util.List;
import java.util.Optional;

/**
 * How the API calls a kind in its paths.
 *
 * @param api group and version
 * @param namespaced whether its objects live in namespaces
 */
public record ApiKind(String api, String kind, String plural, boolean namespaced) {
    /** Those that never change need no question. */
    private static final List<ApiKind> USUAL =
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

    /** Asks the cluster for what is not usual; nothing where it has no such kind. */
    public static Optional<ApiKind> find(String api, String kind, Cluster cluster) {
        return USUAL.stream()
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

    /** The object that the coordinates api, kind, namespace and name of a target tell; nothing where there is no such kind. */
    public static Optional<ObjectPath> placeOf(Target target, Cluster cluster) {
        Optional<String> namespace = Optional.ofNullable(target.coordinates().get("namespace"));
        return find(target.coordinate("api"), target.coordinate("kind"), cluster)
                .map(known -> known.place(namespace, target.coordinate("name")));
    }

    public ObjectPath place(Optional<String> namespace, String name) {
        return new ObjectPath(
                api,
                kind,
                plural,
                namespaced ? namespace.or(() -> Optional.of("default")) : Optional.empty(),
                name);
    }
}
