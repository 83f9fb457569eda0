package dev.tidegate.runbooks.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

@Needs(Component.KUBERNETES)
final class CordonsIT extends ActuatorContract {
    private final TestCluster cluster = TestCluster.withFleet();

    @BeforeEach
    void addNode() {
        cluster.stack().addNode(cluster.namespace());
    }

    @Override
    protected Actuator actuator() {
        return new Cordons(cluster.clusters(), Ownership.RESPECT, TestCluster.CLOCK);
    }

    @Override
    protected Target target() {
        return Cordons.target(cluster.namespace());
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(Map.of("cordoned", BooleanNode.TRUE));
    }

    @Override
    protected Target absentTarget() {
        return Cordons.target("no-such-node");
    }
}
