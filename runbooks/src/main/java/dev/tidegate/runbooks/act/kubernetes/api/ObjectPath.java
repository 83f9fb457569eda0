package dev.tidegate.runbooks.act.kubernetes.api;

import dev.tidegate.runbooks.act.Target;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;

/**
 * Location of one object in the API.
 *
 * @param api group and version, such as {@code autoscaling/v2}; {@code v1} for the core group
 * @param plural the kind's name in paths
 * @param namespace absent for cluster-scoped objects
 */
public record ObjectPath(
        String api, String kind, String plural, Optional<String> namespace, String name) {

    public static ObjectPath namespaced(
            String api, String kind, String plural, Target target, String name) {
        return new ObjectPath(api, kind, plural, Optional.of(target.coordinate("namespace")), name);
    }

    String url() {
        String root = api.contains("/") ? "/apis/" + api : "/api/" + api;
        String in = namespace.map(n -> "/namespaces/" + n).orElse("");
        return root + in + "/" + plural + "/" + name;
    }

    ResourceDefinitionContext definition() {
        int slash = api.indexOf('/');
        return new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : api.substring(0, slash))
                .withVersion(api.substring(slash + 1))
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(namespace.isPresent())
                .build();
    }

    @Override
    public String toString() {
        return kind + " " + namespace.map(n -> n + "/").orElse("") + name;
    }
}
