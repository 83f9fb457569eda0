package dev.tidegate.runbooks.act.kubernetes;

/**
 * Custom resource definitions, reduced to the fields that tests set; lists merge or not as in the
 * originals.
 */
final class CustomKinds {
    /** Istio's; none of its lists has keys, so each is atomic. */
    static final String VIRTUAL_SERVICE =
            definition(
                    "networking.istio.io",
                    "v1",
                    "VirtualService",
                    "virtualservices",
                    """
                    http:
                      type: array
                      items:
                        type: object
                        properties:
                          route:
                            type: array
                            items:
                              type: object
                              properties:
                                destination: {type: object, properties: {host: {type: string}}}
                                weight: {type: integer}
                    """);

    /** Gateway API's. */
    static final String HTTP_ROUTE =
            definition(
                    "gateway.networking.k8s.io",
                    "v1",
                    "HTTPRoute",
                    "httproutes",
                    """
                    rules:
                      type: array
                      x-kubernetes-list-type: atomic
                      items:
                        type: object
                        properties:
                          backendRefs:
                            type: array
                            x-kubernetes-list-type: atomic
                            items:
                              type: object
                              properties: {name: {type: string}, port: {type: integer}, weight: {type: integer}}
                    """);

    /** KEDA's. */
    static final String SCALED_OBJECT =
            definition(
                    "keda.sh",
                    "v1alpha1",
                    "ScaledObject",
                    "scaledobjects",
                    """
                    scaleTargetRef: {type: object, properties: {name: {type: string}}}
                    minReplicaCount: {type: integer}
                    maxReplicaCount: {type: integer}
                    """);

    private CustomKinds() {}

    private static String definition(
            String group, String version, String kind, String plural, String spec) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %s.%s
                  annotations: {api-approved.kubernetes.io: unapproved}
                spec:
                  group: %s
                  scope: Namespaced
                  names: {kind: %s, plural: %s}
                  versions:
                    - name: %s
                      served: true
                      storage: true
                      schema:
                        openAPIV3Schema:
                          type: object
                          properties:
                            spec:
                              type: object
                              properties:
                """
                        .formatted(plural, group, group, kind, plural, version)
                + spec.indent(18);
    }
}
