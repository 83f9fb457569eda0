package dev.tidegate.runbooks.act.kubernetes;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import java.time.InstantSource;

/** Registers the actuators of this package. */
public final class KubernetesKinds {
    private KubernetesKinds() {}

    public static void addTo(
            Actuators actuators, Clusters clusters, Ownership own, InstantSource clock) {
        actuators
                .with(HpaFloors.KIND, () -> new HpaFloors(clusters, own, clock))
                .with(Scales.KIND, () -> new Scales(clusters, clock))
                .with(ResourceFields.KIND, () -> new ResourceFields(clusters, own, clock))
                .with(RolloutRestarts.KIND, () -> new RolloutRestarts(clusters, own, clock))
                .with(Cordons.KIND, () -> new Cordons(clusters, own, clock));
    }
}
