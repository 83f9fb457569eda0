package dev.tidegate.runbooks.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@Needs(Component.KUBERNETES)
final class ResourceFieldsIT extends ActuatorContract {
    private final TestCluster cluster = TestCluster.withFleet();
    private final ResourceFields resources =
            new ResourceFields(cluster.clusters(), Ownership.RESPECT, TestCluster.CLOCK);

    ResourceFieldsIT() {
        cluster.create(
                "/api/v1",
                "configmaps",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: limits, labels: {app: chat}}
                data: {model: large}
                """);
    }

    @Override
    protected Actuator actuator() {
        return resources;
    }

    @Override
    protected Target target() {
        return configMap("limits");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return fields(
                "/data/degraded",
                TextNode.valueOf("true"),
                "/metadata/annotations/tidegate.dev~1tier",
                TextNode.valueOf("2"));
    }

    @Override
    protected Target absentTarget() {
        return configMap("no-such-map");
    }

    private Target configMap(String name) {
        return ResourceFields.target("v1", "ConfigMap", cluster.namespace(), name);
    }

    private Target deployment() {
        return ResourceFields.target(
                "apps/v1", "Deployment", cluster.namespace(), TestCluster.DEPLOYMENT);
    }

    private static SortedMap<String, JsonNode> fields(Object... pairs) {
        var fields = new TreeMap<String, JsonNode>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], (JsonNode) pairs[i + 1]);
        }
        return fields;
    }

    private Outcome set(Target target, Object... pairs) {
        return resources.apply(
                resources.plan(observed(resources.read(target)), fields(pairs)), held(1));
    }

    @Test
    void secondChangeDoesNotTakeTheFirstAway() {
        set(target(), "/data/degraded", TextNode.valueOf("true"));

        Outcome second = set(target(), "/data/limit", TextNode.valueOf("7"));

        assertThat(second).isInstanceOf(Outcome.Done.class);
        assertThat(observed(resources.read(target())).field("/data/degraded").asText())
                .isEqualTo("true");
        assertThat(observed(resources.read(target())).field("/data/model").asText())
                .isEqualTo("large");
    }

    @Test
    void fieldThatWasNotThereGoesAgainWhenUndone() {
        Change change = resources.plan(observed(resources.read(target())), desired());
        resources.apply(change, held(1));

        resources.apply(change.inverse(), held(2));

        assertThat(observed(resources.read(target())).fields()).doesNotContainKey("/data/degraded");
    }

    private static final String IMAGE = "/spec/template/spec/containers/0/image";

    private Outcome takeImage(String image) {
        ResourceFields taking =
                new ResourceFields(cluster.clusters(), Ownership.TAKE, TestCluster.CLOCK);
        var desired = fields(IMAGE, TextNode.valueOf(image));
        return taking.apply(taking.plan(observed(taking.read(deployment())), desired), held(1));
    }

    @Test
    void elementOfAKeyedListIsItsOwnersToo() {
        Outcome outcome = set(deployment(), IMAGE, TextNode.valueOf("registry.invalid/server:2"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.detail()).contains("containers[name=\"server\"].image"));
    }

    @Test
    void elementThatMayBeTakenIsReplacedAndTheOthersStay() {
        Observed before = observed(resources.read(deployment()));

        Outcome outcome = takeImage("registry.invalid/server:2");

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        Observed after = observed(resources.read(deployment()));
        assertThat(after.field("/spec/template/spec/containers").size()).isEqualTo(2);
        assertThat(after.field("/spec/template/spec/containers/1"))
                .isEqualTo(before.field("/spec/template/spec/containers/1"));
        assertThat(after.field("/spec/template/spec/containers/0/resources"))
                .isEqualTo(before.field("/spec/template/spec/containers/0/resources"));
    }

    @Test
    void laterChangeLeavesTheElementThatIsOurs() {
        takeImage("registry.invalid/server:2");

        Outcome second = set(deployment(), "/metadata/labels/tier", TextNode.valueOf("2"));

        assertThat(second).isInstanceOf(Outcome.Done.class);
        assertThat(observed(resources.read(deployment())).field(IMAGE).asText())
                .isEqualTo("registry.invalid/server:2");
        assertThat(
                        observed(resources.read(deployment()))
                                .field("/spec/template/spec/containers")
                                .size())
                .isEqualTo(2);
    }

    @Test
    void ownerOfAFieldIsNamed() {
        cluster.applyAs(
                "release-tool",
                "/api/v1",
                "configmaps",
                "limits",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: limits}, data: {limit: '3'}}");

        Outcome outcome = set(target(), "/data/limit", TextNode.valueOf("7"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p ->
                                assertThat(p.detail())
                                        .contains("release-tool")
                                        .contains(".data.limit"));
    }

    @Test
    void valueOfTheWrongTypeIsInvalid() {
        Outcome outcome = set(deployment(), "/spec/replicas", TextNode.valueOf("many"));

        assertThat(outcome).isInstanceOf(Outcome.Permanent.class);
    }

    @Test
    void kindThatTheClusterDoesNotKnowIsAbsent() {
        Target route =
                ResourceFields.target("example.dev/v1", "Route", cluster.namespace(), "chat");

        assertThat(resources.read(route))
                .isInstanceOfSatisfying(
                        Unreadable.class, u -> assertThat(u.reason()).isEqualTo(Failure.ABSENT));
    }

    @Test
    void kindIsFoundByAskingTheCluster() {
        cluster.create(
                "/apis/networking.k8s.io/v1",
                "ingresses",
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: edge}
                spec: {defaultBackend: {service: {name: chat, port: {number: 80}}}}
                """);
        Target ingress =
                ResourceFields.target(
                        "networking.k8s.io/v1", "Ingress", cluster.namespace(), "edge");

        assertThat(
                        observed(resources.read(ingress))
                                .field("/spec/defaultBackend/service/port/number"))
                .isEqualTo(IntNode.valueOf(80));
    }
}
