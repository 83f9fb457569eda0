package dev.tidegate.runbooks.act.kubernetes;

import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** The shared cluster with a namespace of its own for each test, in which a fleet of two runs under an autoscaler. */
final class TestCluster {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    static final String DEPLOYMENT = "chat";
    static final String AUTOSCALER = "chat-hpa";

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private final KubernetesStack stack = KubernetesStack.shared();
    private final String namespace = "test-" + NAMESPACES.incrementAndGet();

    static TestCluster withFleet() {
        TestCluster cluster = new TestCluster();
        cluster.stack.create(
                "/api/v1/namespaces",
                "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}"
                        .formatted(cluster.namespace));
        cluster.create(
                "/apis/apps/v1",
                "deployments",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: chat}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: chat}}
                  template:
                    metadata: {labels: {app: chat}}
                    spec:
                      containers:
                        - {name: server, image: "registry.invalid/server:1", resources: {requests: {cpu: 100m}}}
                        - {name: meter, image: "registry.invalid/meter:1", resources: {requests: {cpu: 10m}}}
                """);
        // Applied without minReplicas: the server fills it in, and nobody owns it. Created, it
        // would be the creator's.
        cluster.applyAs(
                "release-tool",
                "/apis/autoscaling/v2",
                "horizontalpodautoscalers",
                AUTOSCALER,
                """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: chat-hpa}
                spec:
                  maxReplicas: 10
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: chat}
                  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
                """);
        return cluster;
    }

    void create(String api, String plural, String yaml) {
        stack.create(api + "/namespaces/" + namespace + "/" + plural, yaml);
    }

    /** Defines a custom resource, once for all tests; returns when the server knows it. */
    void define(String name, String definition) {
        String all = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
        stack.apply(all + name, "kubectl", definition);
    }

    /** Applies as another field manager, which from then on owns those fields. */
    void applyAs(String manager, String api, String plural, String name, String yaml) {
        stack.apply(api + "/namespaces/" + namespace + "/" + plural + "/" + name, manager, yaml);
    }

    String namespace() {
        return namespace;
    }

    Clusters clusters() {
        return Clusters.of(stack.kubeconfig());
    }

    KubernetesStack stack() {
        return stack;
    }
}
