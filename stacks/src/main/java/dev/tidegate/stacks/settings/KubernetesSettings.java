package dev.tidegate.stacks.settings;

import java.util.List;

/**
 * A region's EKS cluster, for fleets whose replicas are pods.
 *
 * @param version minor version of Kubernetes, which is upgraded one at a time and never downgraded
 * @param admins ARNs of roles with full access; one of them applies the fleets' manifest
 * @param publicFrom CIDR blocks that may reach the API from outside the network; empty for none
 */
public record KubernetesSettings(String version, List<String> admins, List<String> publicFrom) {
    public KubernetesSettings {
        admins = List.copyOf(admins);
        publicFrom = List.copyOf(publicFrom);
    }
}
