package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.settings.FleetSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a cluster is given for its fleets. */
class ClusterManifestTest {
    private static final String SEED = "20260101";

    /** Nodes are bought for as many replicas as the bounds allow and a tenth that comes before others go, the base of them on demand. */
    @Property(tries = 200, seed = SEED)
    void nodesStayInsideTheBounds(
            @ForAll @IntRange(min = 1, max = 4) int gpus,
            @ForAll @IntRange(max = 50) int base,
            @ForAll boolean onDemand,
            @ForAll @IntRange(min = 1, max = 50) int max)
            throws IOException {
        FleetSettings fleet =
                FleetExamples.ofPods("chat", gpus, Math.min(base, max), onDemand ? 100 : 0, max);

        List<JsonNode> pools = of("NodePool", manifest(fleet));

        int bought = pools.stream().mapToInt(ClusterManifestTest::limit).sum();
        assertThat(bought).isEqualTo((max + (int) Math.ceil(max / 10.0)) * gpus);
        assertThat(pools)
                .filteredOn(pool -> capacity(pool).equals("on-demand"))
                .extracting(ClusterManifestTest::limit)
                .isEqualTo(
                        onDemand
                                ? List.of(bought)
                                : base == 0 ? List.of() : List.of(Math.min(base, max) * gpus));
        // What is tried first weighs more.
        assertThat(pools.stream().map(pool -> pool.at("/spec/weight").intValue()))
                .isSortedAccordingTo((one, other) -> other - one);
        assertThat(pools)
                .allSatisfy(
                        pool -> assertThat(types(pool)).isEqualTo(fleet.replicasByType().keySet()));
    }

    /** It may be applied at any time: what was decided at run time is not in it. */
    @Test
    void neitherAFloorNorANumberOfReplicasIsInIt() throws IOException {
        List<JsonNode> manifest = manifest(FleetExamples.ofPods("chat", 1, 1, 0, 4));

        JsonNode autoscaler = of("HorizontalPodAutoscaler", manifest).get(0);
        assertThat(autoscaler.at("/spec").has("minReplicas")).isFalse();
        assertThat(autoscaler.at("/spec/maxReplicas").intValue()).isEqualTo(4);
        assertThat(of("Deployment", manifest).get(0).at("/spec").has("replicas")).isFalse();
    }

    @Test
    void theDaemonMaySetTheFloorsOfTheseFleetsAndNoMore() throws IOException {
        List<JsonNode> manifest =
                manifest(
                        FleetExamples.ofPods("chat", 1, 1, 0, 4),
                        FleetExamples.ofPods("code", 1, 1, 0, 4));

        assertThat(of("Role", manifest)).hasSize(1);
        assertThat(of("ClusterRole", manifest)).isEmpty();
        assertThat(of("Role", manifest).get(0).at("/rules").toString())
                .isEqualTo(
                        """
                        [{"apiGroups":["autoscaling"],"resources":["horizontalpodautoscalers"],"resourceNames":["chat","code"],"verbs":["get","patch"]},\
                        {"apiGroups":["apps"],"resources":["deployments"],"resourceNames":["chat","code"],"verbs":["get"]}]""");
        assertThat(of("RoleBinding", manifest).get(0).at("/subjects").toString())
                .isEqualTo(
                        """
                        [{"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"tidegate"}]""");
    }

    /** A rule that names nothing would mean everything. */
    @Test
    void withoutAFleetNobodyIsLetDoAnything() throws IOException {
        assertThat(kinds(manifest())).containsExactly("Namespace");
    }

    /** What gateways tell replicas is read by the same middleware as on instances, and other pods read another one. */
    @Test
    void podsServeAsInstancesDo() throws IOException {
        List<JsonNode> manifest = manifest(FleetExamples.ofPods("chat", 2, 1, 0, 4));

        JsonNode pod = of("Deployment", manifest).get(0).at("/spec/template");
        JsonNode server = pod.at("/spec/containers/0");
        assertThat(of("ConfigMap", manifest).get(0).at("/data/shorter_answers.py").textValue())
                .isEqualTo(Template.text("shorter_answers.py"));
        assertThat(of("ConfigMap", manifest).get(0).at("/data/leaving.py").textValue())
                .isEqualTo(Template.text("leaving.py"));
        assertThat(pod.at("/metadata/annotations").has("tidegate.dev/middleware")).isTrue();
        assertThat(server.at("/args").toString())
                .isEqualTo(
                        """
                        ["--model","/weights","--port","8000","--served-model-name","chat","large","--middleware",\
                        "shorter_answers.ShorterAnswers","--middleware","leaving.Leaving","--tensor-parallel-size","2"]""");
        assertThat(server.at("/resources/limits/nvidia.com~1gpu").textValue()).isEqualTo("2");
        // As long as its model loads, and as long as its longest answer besides what gateways take
        // to hear of it.
        assertThat(
                        server.at("/startupProbe/periodSeconds").intValue()
                                * server.at("/startupProbe/failureThreshold").intValue())
                .isGreaterThanOrEqualTo(510);
        assertThat(server.at("/lifecycle/preStop/exec/command").toString())
                .isEqualTo("[\"python3\",\"/opt/tidegate/leaving.py\",\"8000\",\"20\"]");
        assertThat(pod.at("/spec/terminationGracePeriodSeconds").intValue())
                .isGreaterThan(20 + 120);
    }

    private static List<JsonNode> manifest(FleetSettings... fleets) throws IOException {
        List<ClusterManifest.Pods> pods =
                Arrays.stream(fleets)
                        .map(
                                fleet ->
                                        new ClusterManifest.Pods(
                                                fleet,
                                                "arn:targets",
                                                List.of(fleet.name(), "large"),
                                                Duration.ofSeconds(510),
                                                Duration.ofMinutes(2)))
                        .toList();
        String text =
                ClusterManifest.of(
                        "cluster",
                        new ClusterManifest.Nodes(
                                "us-east-1", "nodes", List.of("subnet-1"), List.of("sg-1")),
                        pods);
        List<JsonNode> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> all =
                new YAMLMapper().readerFor(JsonNode.class).readValues(text)) {
            all.forEachRemaining(objects::add);
        }
        return objects;
    }

    private static List<JsonNode> of(String kind, List<JsonNode> manifest) {
        return manifest.stream().filter(each -> each.at("/kind").asText().equals(kind)).toList();
    }

    private static List<String> kinds(List<JsonNode> manifest) {
        return manifest.stream().map(each -> each.at("/kind").textValue()).toList();
    }

    private static int limit(JsonNode pool) {
        return pool.at("/spec/limits/nvidia.com~1gpu").intValue();
    }

    private static String capacity(JsonNode pool) {
        return pool.at("/spec/template/spec/requirements/0/values/0").textValue();
    }

    private static Set<String> types(JsonNode pool) {
        Set<String> types = new HashSet<>();
        pool.at("/spec/template/spec/requirements/2/values")
                .forEach(type -> types.add(type.textValue()));
        return types;
    }
}
