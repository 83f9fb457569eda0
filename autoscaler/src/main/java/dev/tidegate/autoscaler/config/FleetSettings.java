package dev.tidegate.autoscaler.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The fleet of a workload, which determines the actuator that sets its floor. */
public sealed interface FleetSettings {

    /**
     * An EC2 Auto Scaling group; its minimum size is the floor.
     *
     * @param endpoint of the API if it is not the region's own
     */
    record Aws(String region, String group, Optional<URI> endpoint) implements FleetSettings {}

    /**
     * A HorizontalPodAutoscaler; its minReplicas is the floor.
     *
     * @param context of the kubeconfig if it is not the current one
     */
    record Kubernetes(String namespace, String autoscaler, Optional<String> context)
            implements FleetSettings {}

    /** The configured AWS endpoints by region. One endpoint serves all services of a region, since a book's target names none. */
    static Map<String, URI> awsEndpoints(Stream<FleetSettings> fleets) {
        Map<String, URI> endpoints = new TreeMap<>();
        fleets.filter(Aws.class::isInstance)
                .map(Aws.class::cast)
                .forEach(f -> f.endpoint().ifPresent(url -> endpoints.put(f.region(), url)));
        return endpoints;
    }

    /** A fleet in memory, for the demo, for tests and for {@code decide}. */
    record Simulated() implements FleetSettings {}
}
