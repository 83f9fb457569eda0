package dev.tidegate.autoscaler.config;

import java.net.URI;
import java.util.Optional;

/** Which fleet a workload runs on, and so which actuator sets its floor. */
public sealed interface FleetSettings {

    /**
     * An EC2 Auto Scaling group; its minimum size is the floor.
     *
     * @param endpoint of the API where it is not the region's own
     */
    record Aws(String region, String group, Optional<URI> endpoint) implements FleetSettings {}

    /**
     * A HorizontalPodAutoscaler; its minReplicas is the floor.
     *
     * @param context of the kubeconfig where it is not the current one
     */
    record Kubernetes(String namespace, String autoscaler, Optional<String> context)
            implements FleetSettings {}

    /** A fleet in memory, for the demo, for tests and for {@code decide}. */
    record Simulated() implements FleetSettings {}
}
