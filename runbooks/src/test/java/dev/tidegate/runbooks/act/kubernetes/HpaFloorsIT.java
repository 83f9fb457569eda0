package dev.tidegate.runbooks.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@Needs(Component.KUBERNETES)
final class HpaFloorsIT extends ActuatorContract {
    private static final String MIN_REPLICAS =
            """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: chat-hpa}
            spec:
              minReplicas: 2
              maxReplicas: 10
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: chat}
            """;

    private final TestCluster cluster = TestCluster.withFleet();
    private final HpaFloors floors = floors(Ownership.RESPECT);

    private HpaFloors floors(Ownership ownership) {
        return new HpaFloors(cluster.clusters(), ownership, TestCluster.CLOCK);
    }

    @Override
    protected Actuator actuator() {
        return floors;
    }

    @Override
    protected Target target() {
        return HpaFloors.target(cluster.namespace(), TestCluster.AUTOSCALER);
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return floor(5);
    }

    @Override
    protected Target absentTarget() {
        return HpaFloors.target(cluster.namespace(), "no-such-autoscaler");
    }

    private static SortedMap<String, JsonNode> floor(int replicas) {
        return new TreeMap<>(Map.of("floor", IntNode.valueOf(replicas)));
    }

    private Observed now() {
        return observed(floors.read(target()));
    }

    @Test
    void raisedFloorIsFilledWithReadyPods() {
        Outcome outcome = floors.apply(floors.plan(now(), floor(5)), held(1));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> {
                            assertThat(now().count("desired")).isEqualTo(5);
                            assertThat(now().count("ready")).isEqualTo(5);
                            assertThat(now().count("starting")).isZero();
                        });
    }

    @Test
    void fieldOfAnotherOwnerIsLeftAloneAndTheOwnerNamed() {
        cluster.applyAs(
                "release-tool",
                "/apis/autoscaling/v2",
                "horizontalpodautoscalers",
                "chat-hpa",
                MIN_REPLICAS);

        Outcome outcome = floors.apply(floors.plan(now(), floor(5)), held(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        permanent -> {
                            assertThat(permanent.reason()).isEqualTo(Failure.CONFLICT);
                            assertThat(permanent.detail())
                                    .contains("release-tool")
                                    .contains(".spec.minReplicas");
                        });
        assertThat(now().count("floor")).isEqualTo(2);
    }

    @Test
    void fieldOfAnotherOwnerIsTakenWhereThatIsWanted() {
        cluster.applyAs(
                "release-tool",
                "/apis/autoscaling/v2",
                "horizontalpodautoscalers",
                "chat-hpa",
                MIN_REPLICAS);

        Outcome outcome = floors(Ownership.TAKE).apply(floors.plan(now(), floor(5)), held(1));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(now().count("floor")).isEqualTo(5);
    }

    @Test
    void objectThatSaysSoLetsItsFieldsBeTaken() {
        cluster.applyAs(
                "release-tool",
                "/apis/autoscaling/v2",
                "horizontalpodautoscalers",
                "chat-hpa",
                MIN_REPLICAS.replace(
                        "{name: chat-hpa}",
                        "{name: chat-hpa, annotations: {tidegate.dev/ownership: take}}"));

        Outcome outcome = floors.apply(floors.plan(now(), floor(5)), held(1));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(now().count("floor")).isEqualTo(5);
    }

    @Test
    void floorAboveTheCeilingIsRefusedByTheServer() {
        Outcome outcome = floors.apply(floors.plan(now(), floor(11)), held(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
        assertThat(now().count("floor")).isEqualTo(1);
    }

    @Test
    void deadServerIsUnreachableAndAFrozenOneLeavesTheOutcomeOpen() {
        try (KubernetesStack own = KubernetesStack.start();
                Clusters clusters = Clusters.of(own.kubeconfig())) {
            HpaFloors there = new HpaFloors(clusters, Ownership.RESPECT, TestCluster.CLOCK);
            Change change = Change.between(now(), floor(5));

            own.apiServer().freeze();
            assertThat(there.read(target()))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            u -> assertThat(u.reason()).isEqualTo(Failure.TIMED_OUT));
            assertThat(there.verify(change)).isInstanceOf(Outcome.Unknown.class);
            own.apiServer().thaw();

            own.apiServer().kill9();
            assertThat(there.apply(change, held(1)))
                    .isInstanceOfSatisfying(
                            Outcome.Retriable.class,
                            r -> assertThat(r.reason()).isEqualTo(Failure.UNREACHABLE));
        }
    }
}
