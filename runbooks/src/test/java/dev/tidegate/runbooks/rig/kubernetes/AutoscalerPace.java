package dev.tidegate.runbooks.rig.kubernetes;

import java.time.Duration;
import java.util.List;

/**
 * How fast autoscalers work.
 *
 * @param sync between two looks, 15 s in a cluster as it comes
 * @param stabilisation how long a scale-in waits, 5 minutes in a cluster as it comes
 */
public record AutoscalerPace(Duration sync, Duration stabilisation) {
    static final AutoscalerPace OF_TESTS =
            new AutoscalerPace(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** Arguments of the controllers, without dashes. */
    List<String> arguments() {
        return List.of(
                "horizontal-pod-autoscaler-sync-period=" + sync.toMillis() + "ms",
                "horizontal-pod-autoscaler-downscale-stabilization="
                        + stabilisation.toMillis()
                        + "ms");
    }
}
