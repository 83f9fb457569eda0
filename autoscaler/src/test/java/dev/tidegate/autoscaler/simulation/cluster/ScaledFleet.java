package dev.tidegate.autoscaler.simulation.cluster;

import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import java.time.Duration;

/**
 * A Deployment whose pods are ready after a launch, and the HorizontalPodAutoscaler that scales it to a demand.
 *
 * @param percent of a replica's capacity that the autoscaler aims at
 * @param floored whether the daemon sets the autoscaler's floor
 */
record ScaledFleet(Part part, int percent, boolean floored) {
    /** From order to ready on the real clock; the controllers and the scheduler take the rest of a launch. */
    private static final Duration LAUNCH = FastClock.real(Duration.ofMinutes(5)).minusMillis(700);

    String name() {
        return part.name() + "-" + percent + (floored ? "-floored" : "");
    }

    String policy() {
        return "HPA at " + percent + " %" + (floored ? " above Tidegate's floor" : "");
    }

    void deploy(KubernetesStack cluster) {
        cluster.create(
                "/apis/apps/v1/namespaces/default/deployments",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}, annotations: {%3$s: %4$dms}}
                    spec: {containers: [{name: server, image: "registry.invalid/server:1"}]}
                """
                        .formatted(
                                name(),
                                part.replicasAtFirst(),
                                KubernetesStack.START_AFTER,
                                LAUNCH.toMillis()));
    }

    /** Applied without minReplicas, so that the field is nobody's; all but the target is left at Kubernetes' defaults. */
    void autoscale(KubernetesStack cluster) {
        cluster.apply(
                "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/" + name(),
                "release-tool",
                """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: %1$s}
                spec:
                  maxReplicas: 200
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
                  metrics:
                    - type: External
                      external:
                        metric: {name: %2$s}
                        target: {type: AverageValue, averageValue: %3$dm}
                """
                        .formatted(name(), part.name(), 10 * percent));
    }
}
