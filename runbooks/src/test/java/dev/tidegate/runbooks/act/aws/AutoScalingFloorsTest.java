package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** What the emulator's groups do not have. */
final class AutoScalingFloorsTest {

    @Test
    void anInstanceCountsForAsManyReplicasAsItWeighs() {
        AutoScalingGroup group =
                AutoScalingGroup.builder()
                        .minSize(9)
                        .maxSize(40)
                        .desiredCapacity(9)
                        .instances(
                                instance(LifecycleState.IN_SERVICE, "Healthy").build(),
                                instance(LifecycleState.IN_SERVICE, "Healthy")
                                        .weightedCapacity("4")
                                        .build(),
                                instance(LifecycleState.IN_SERVICE, "Unhealthy")
                                        .weightedCapacity("2")
                                        .build(),
                                instance(LifecycleState.PENDING, "Healthy")
                                        .weightedCapacity("8")
                                        .build())
                        .build();

        assertThat(AutoScalingFloors.fields(group))
                .containsEntry("ready", IntNode.valueOf(5))
                .containsEntry("starting", IntNode.valueOf(8));
    }

    private static Instance.Builder instance(LifecycleState state, String health) {
        return Instance.builder().lifecycleState(state).healthStatus(health);
    }
}
