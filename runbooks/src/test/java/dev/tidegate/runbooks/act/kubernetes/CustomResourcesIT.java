package dev.tidegate.runbooks.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.kubernetes.api.ApiKind;
import dev.tidegate.runbooks.act.kubernetes.api.Cluster;
import dev.tidegate.runbooks.act.kubernetes.api.FieldWrites;
import dev.tidegate.runbooks.act.kubernetes.api.ObjectPath;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects of a mesh, a gateway and an autoscaler that a cluster knows only by their definitions. */
@Needs(Component.KUBERNETES)
final class CustomResourcesIT extends ActuatorContract {
    private static final String ISTIO = "/apis/networking.istio.io/v1";
    private static final String GATEWAY = "/apis/gateway.networking.k8s.io/v1";
    private static final String KEDA = "/apis/keda.sh/v1alpha1";

    private final TestCluster cluster = TestCluster.withFleet();
    private final ResourceFields resources =
            new ResourceFields(cluster.clusters(), Ownership.RESPECT, TestCluster.CLOCK);

    @BeforeEach
    void createMesh() {
        cluster.define("virtualservices.networking.istio.io", CustomKinds.VIRTUAL_SERVICE);
        String service =
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: chat}
                spec:
                  http:
                    - route:
                        - {destination: {host: large}, weight: 100}
                        - {destination: {host: small}, weight: 0}
                """;
        onceKnown(() -> cluster.create(ISTIO, "virtualservices", service));
    }

    /** The server takes a moment to serve what was defined. */
    private static void onceKnown(Runnable creation) {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(e -> String.valueOf(e.getCause()).contains("404"))
                .until(
                        () -> {
                            creation.run();
                            return true;
                        });
    }

    @Override
    protected Actuator actuator() {
        return resources;
    }

    @Override
    protected Target target() {
        return virtualService("chat");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return weights("/spec/http/0/route/", 60, 40);
    }

    private static SortedMap<String, JsonNode> weights(String list, int first, int second) {
        return new TreeMap<>(
                Map.of(
                        list + "0/weight", IntNode.valueOf(first),
                        list + "1/weight", IntNode.valueOf(second)));
    }

    @Override
    protected Target absentTarget() {
        return virtualService("no-such-service");
    }

    private Target virtualService(String name) {
        return ResourceFields.target(
                "networking.istio.io/v1", "VirtualService", cluster.namespace(), name);
    }

    private Outcome set(Target target, SortedMap<String, JsonNode> desired) {
        Change change = resources.plan(observed(resources.read(target)), desired);
        return resources.apply(change, held(1));
    }

    @Test
    void listThatSomebodyAppliesIsLeftToHim() {
        cluster.applyAs(
                "argocd-controller",
                ISTIO,
                "virtualservices",
                "chat",
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: chat}
                spec: {http: [{route: [{destination: {host: large}, weight: 90}, {destination: {host: small}, weight: 10}]}]}
                """);

        Outcome outcome = set(target(), desired());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> {
                            assertThat(p.reason()).isEqualTo(Failure.CONFLICT);
                            assertThat(p.detail())
                                    .contains("argocd-controller")
                                    .contains("/spec/http");
                        });
        assertThat(observed(resources.read(target())).count("/spec/http/0/route/0/weight"))
                .isEqualTo(90);
    }

    @Test
    void elementThatSomebodyChangedMeanwhileIsAConflict() {
        Cluster raw = new Cluster(cluster.clusters().client(target()));
        ObjectPath path = ApiKind.objectPathOf(target(), raw).orElseThrow();
        JsonNode stale = raw.get(path).orElseThrow();
        set(target(), desired());
        String weight = "/spec/http/0/route/0/weight";

        Optional<Outcome> outcome =
                new FieldWrites(raw, Ownership.RESPECT)
                        .write(
                                path,
                                stale,
                                List.of(
                                        new FieldChange(
                                                weight, stale.at(weight), IntNode.valueOf(5))));

        assertThat(outcome)
                .get()
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        r -> assertThat(r.reason()).isEqualTo(Failure.CONFLICT));
    }

    @Test
    void routeOfTheGatewayApiIsShifted() {
        cluster.define("httproutes.gateway.networking.k8s.io", CustomKinds.HTTP_ROUTE);
        String route =
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: chat}
                spec: {rules: [{backendRefs: [{name: large, port: 80, weight: 1}, {name: small, port: 80, weight: 0}]}]}
                """;
        onceKnown(() -> cluster.create(GATEWAY, "httproutes", route));
        Target target =
                ResourceFields.target(
                        "gateway.networking.k8s.io/v1", "HTTPRoute", cluster.namespace(), "chat");

        Outcome outcome = set(target, weights("/spec/rules/0/backendRefs/", 1, 3));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(
                        observed(resources.read(target))
                                .field("/spec/rules/0/backendRefs/1/name")
                                .asText())
                .isEqualTo("small");
    }

    @Test
    void autoscalerOfAutoscalersKeepsItsFloorAndItsOwnObjectTakesOne() {
        cluster.define("scaledobjects.keda.sh", CustomKinds.SCALED_OBJECT);
        String scaled =
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: chat}
                spec: {scaleTargetRef: {name: chat}, maxReplicaCount: 10}
                """;
        onceKnown(() -> cluster.create(KEDA, "scaledobjects", scaled));
        cluster.applyAs(
                "keda-operator",
                "/apis/autoscaling/v2",
                "horizontalpodautoscalers",
                TestCluster.AUTOSCALER,
                """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: chat-hpa}
                spec:
                  minReplicas: 1
                  maxReplicas: 10
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: chat}
                """);
        HpaFloors floors = new HpaFloors(cluster.clusters(), Ownership.RESPECT, TestCluster.CLOCK);
        Target autoscaler = HpaFloors.target(cluster.namespace(), TestCluster.AUTOSCALER);
        var floor = new TreeMap<String, JsonNode>(Map.of("floor", IntNode.valueOf(4)));

        Outcome refused =
                floors.apply(floors.plan(observed(floors.read(autoscaler)), floor), held(1));
        Target own =
                ResourceFields.target(
                        "keda.sh/v1alpha1", "ScaledObject", cluster.namespace(), "chat");
        Outcome taken =
                set(own, new TreeMap<>(Map.of("/spec/minReplicaCount", IntNode.valueOf(4))));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.detail()).contains("keda-operator"));
        assertThat(taken).isInstanceOf(Outcome.Done.class);
    }
}
