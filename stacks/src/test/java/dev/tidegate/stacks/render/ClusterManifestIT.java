package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.kubernetes.HpaFloors;
import dev.tidegate.runbooks.act.kubernetes.KubernetesKinds;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster is given for its fleets, as a real API server takes it, and what the daemon can do there by it. */
@Needs(Component.KUBERNETES)
class ClusterManifestIT {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    private static final Target FLOOR = HpaFloors.target("fleets", "chat");

    private final RunningCluster cluster = new RunningCluster();
    @TempDir private Path folder;

    @BeforeEach
    void apply() throws IOException {
        Files.writeString(folder.resolve("token"), KubernetesStack.DAEMONS_TOKEN);
        cluster.apply(manifest(4));
    }

    @Test
    void theDaemonSetsTheFloorByItsOwnKubeconfigAndNothingElse() throws IOException {
        try (Clusters daemons = Clusters.of(cluster.kubeconfig(folder));
                Clusters admins = Clusters.of(cluster.stack().kubeconfig())) {
            Outcome floor = set(actuators(daemons).of(FLOOR), FLOOR, "floor", 3);
            Target scale =
                    Target.parse(
                            "kubernetes-scale:api=apps/v1,kind=Deployment,name=chat,namespace=fleets");
            Actuator scales = actuators(daemons).of(scale);
            Observed before = ActuatorContract.observed(actuators(admins).of(scale).read(scale));
            Outcome replicas =
                    scales.apply(
                            scales.plan(
                                    before, new TreeMap<>(Map.of("replicas", IntNode.valueOf(4)))),
                            ActuatorContract.held(1));

            assertThat(floor).isInstanceOf(Outcome.Done.class);
            assertThat(replicas)
                    .isInstanceOfSatisfying(
                            Outcome.Permanent.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Failure.DENIED));
            assertThat(actuators(daemons).of(FLOOR).read(HpaFloors.target("fleets", "other")))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            unreadable ->
                                    assertThat(unreadable.reason()).isEqualTo(Failure.DENIED));
        }
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .contains(
                        "eks get-token --cluster-name tidegate-dev-use1-cluster --region us-east-1 --output json");
    }

    /** Each `pulumi up` that changes it may be followed by it: at a peak as well. */
    @Test
    void applyingItAgainLeavesTheFloorAndTakesTheCeiling() throws IOException {
        try (Clusters daemons = Clusters.of(cluster.kubeconfig(folder))) {
            Actuator floors = actuators(daemons).of(FLOOR);
            assertThat(set(floors, FLOOR, "floor", 2)).isInstanceOf(Outcome.Done.class);

            cluster.apply(manifest(8));

            Observed after = ActuatorContract.observed(floors.read(FLOOR));
            assertThat(after.field("floor")).isEqualTo(IntNode.valueOf(2));
            assertThat(after.field("ceiling")).isEqualTo(IntNode.valueOf(8));
            assertThat(set(floors, FLOOR, "floor", 1)).isInstanceOf(Outcome.Done.class);
        }
    }

    /** It is good for a quarter of an hour, and the daemon lives longer. */
    @Test
    void aTokenThatIsGoodNoMoreIsAskedForAnew() throws IOException {
        Files.writeString(folder.resolve("token"), "ended");
        try (Clusters daemons = Clusters.of(cluster.kubeconfig(folder))) {
            Actuator floors = actuators(daemons).of(FLOOR);
            assertThat(floors.read(FLOOR)).isInstanceOf(Unreadable.class);

            Files.writeString(folder.resolve("token"), KubernetesStack.DAEMONS_TOKEN);

            assertThat(floors.read(FLOOR)).isInstanceOf(Observed.class);
        }
    }

    /** A role that cannot be taken is no failure of the daemon's: it holds that fleet, goes on with the others, and asks again in a minute. */
    @Test
    void whereNoTokenIsToBeHadTheFloorCannotBeRead() throws IOException {
        Files.delete(folder.resolve("token"));
        try (Clusters daemons = Clusters.of(cluster.kubeconfig(folder))) {
            assertThat(actuators(daemons).of(FLOOR).read(FLOOR))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            unreadable ->
                                    assertThat(unreadable.reason()).isEqualTo(Failure.DENIED));
        }
    }

    private static Outcome set(Actuator actuator, Target target, String field, int to) {
        Observed before = ActuatorContract.observed(actuator.read(target));
        return actuator.apply(
                actuator.plan(before, new TreeMap<>(Map.of(field, IntNode.valueOf(to)))),
                ActuatorContract.held(1));
    }

    private static Actuators actuators(Clusters clusters) {
        Actuators actuators = new Actuators();
        KubernetesKinds.addTo(actuators, clusters, Ownership.RESPECT, CLOCK);
        return actuators;
    }

    private static String manifest(int max) {
        return ClusterManifest.of(
                "tidegate-dev-use1-cluster",
                new ClusterManifest.Nodes(
                        "us-east-1",
                        "tidegate-dev-use1-nodes",
                        List.of("subnet-1", "subnet-2"),
                        List.of("sg-1", "sg-2")),
                List.of(
                        new ClusterManifest.Pods(
                                FleetExamples.ofPods("chat", 1, 1, 0, max),
                                "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/chat/1",
                                List.of("chat"),
                                Duration.ofSeconds(510),
                                Duration.ofMinutes(2))));
    }
}
