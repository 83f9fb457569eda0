package dev.tidegate.runbooks.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@Needs(Component.KUBERNETES)
final class RolloutRestartsIT extends ActuatorContract {
    private final TestCluster cluster = TestCluster.withFleet();
    private final RolloutRestarts restarts =
            new RolloutRestarts(cluster.clusters(), Ownership.RESPECT, TestCluster.CLOCK);

    @Override
    protected Actuator actuator() {
        return restarts;
    }

    @Override
    protected Target target() {
        return RolloutRestarts.target(cluster.namespace(), TestCluster.DEPLOYMENT);
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(Map.of("restart", TextNode.valueOf("run-17")));
    }

    @Override
    protected Target absentTarget() {
        return RolloutRestarts.target(cluster.namespace(), "no-such-deployment");
    }

    @Test
    void restartIsCompleteWhenAllPodsAreNew() {
        restarts.apply(restarts.plan(observed(restarts.read(target())), desired()), held(1));

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () ->
                                assertThat(observed(restarts.read(target())).field("complete"))
                                        .isEqualTo(BooleanNode.TRUE));
    }
}
