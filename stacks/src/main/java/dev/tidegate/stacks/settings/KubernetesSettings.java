package dev.tidegate.stacks.settings;

import java.util.List;

/**
 * A region's cluster, on which fleets may stand whose replicas are pods.
 *
 * @param version of Kubernetes, which goes up one by one and never down
 * @param admins roles that may do everything there, by ARN: somebody has to apply what fleets need, and nobody is one by accident
 * @param publicFrom address blocks that reach its API from outside; without one only the network does
 */
public record KubernetesSettings(String version, List<String> admins, List<String> publicFrom) {
    public KubernetesSettings {
        admins = List.copyOf(admins);
        publicFrom = List.copyOf(publicFrom);
    }
}
