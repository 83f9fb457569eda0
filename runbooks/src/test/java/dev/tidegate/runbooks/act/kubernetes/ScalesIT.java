package dev.tidegate.runbooks.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@Needs(Component.KUBERNETES)
final class ScalesIT extends ActuatorContract {
    private final TestCluster cluster = TestCluster.withFleet();

    @Override
    protected Actuator actuator() {
        return new Scales(cluster.clusters(), TestCluster.CLOCK);
    }

    @Override
    protected Target target() {
        return Scales.target("apps/v1", "Deployment", cluster.namespace(), TestCluster.DEPLOYMENT);
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(Map.of("replicas", IntNode.valueOf(4)));
    }

    @Override
    protected Target absentTarget() {
        return Scales.target("apps/v1", "Deployment", cluster.namespace(), "no-such-deployment");
    }

    /** Of a workload that is scaled to nothing the server leaves the number out. */
    @Test
    void aWorkloadIsScaledToNothingAndBack() {
        Actuator scales = actuator();
        Change toNothing =
                scales.plan(
                        observed(scales.read(target())),
                        new TreeMap<>(Map.of("replicas", IntNode.valueOf(0))));

        assertThat(scales.apply(toNothing, held(1))).isInstanceOf(Outcome.Done.class);
        assertThat(observed(scales.read(target())).count("replicas")).isZero();
        assertThat(scales.apply(toNothing.inverse(), held(1))).isInstanceOf(Outcome.Done.class);
        assertThat(observed(scales.read(target())).count("replicas")).isEqualTo(2);
    }
}
