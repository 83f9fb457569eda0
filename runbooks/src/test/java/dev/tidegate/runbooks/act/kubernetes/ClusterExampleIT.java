package dev.tidegate.runbooks.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/examples/cluster/manifest.yaml makes, as a real API server takes it. */
@Needs(Component.KUBERNETES)
class ClusterExampleIT {
    private static final Path MANIFEST = Path.of("../docs/examples/cluster/manifest.yaml");
    private static final String OWN = "tidegate"; // the daemon's namespace, account and pod

    private static final ObjectMapper YAML = new YAMLMapper();

    private final TestCluster cluster = TestCluster.withFleet();
    private final KubernetesClient administrator = client(cluster.stack().kubeconfig());
    @TempDir private Path folder;

    @BeforeEach
    void apply() throws IOException {
        String manifest =
                Files.readString(MANIFEST)
                        .replace("namespace: llm", "namespace: " + cluster.namespace());
        administrator.load(stream(manifest)).serverSideApply();
    }

    @AfterEach
    void close() {
        administrator.close();
    }

    @Test
    void theAccountSetsFloorsAndNothingElse() throws IOException {
        try (Clusters account = Clusters.of(kubeconfigOfTheAccount());
                Clusters everything = cluster.clusters()) {
            Outcome floor =
                    change(
                            new HpaFloors(account, Ownership.RESPECT, TestCluster.CLOCK),
                            new HpaFloors(everything, Ownership.RESPECT, TestCluster.CLOCK),
                            HpaFloors.target(cluster.namespace(), TestCluster.AUTOSCALER),
                            "floor");
            Outcome replicas =
                    change(
                            new Scales(account, TestCluster.CLOCK),
                            new Scales(everything, TestCluster.CLOCK),
                            Scales.target(
                                    "apps/v1",
                                    "Deployment",
                                    cluster.namespace(),
                                    TestCluster.DEPLOYMENT),
                            "replicas");

            assertThat(floor).isInstanceOf(Outcome.Done.class);
            assertThat(replicas)
                    .isInstanceOfSatisfying(
                            Outcome.Permanent.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Failure.DENIED));
        }
    }

    private static Outcome change(
            Actuator account, Actuator everything, Target target, String field) {
        Observed before = ActuatorContract.observed(everything.read(target));
        return account.apply(
                account.plan(before, new TreeMap<>(Map.of(field, IntNode.valueOf(5)))),
                ActuatorContract.held(1));
    }

    /** As the administrator's, with the token that a pod of the account would find. */
    private Path kubeconfigOfTheAccount() throws IOException {
        String path = "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(OWN, OWN);
        String granted =
                administrator.raw(
                        path,
                        "POST",
                        Map.of(
                                "apiVersion",
                                "authentication.k8s.io/v1",
                                "kind",
                                "TokenRequest",
                                "spec",
                                Map.of("expirationSeconds", 600)));
        String token = YAML.readTree(granted).at("/status/token").textValue();
        String administrators = Files.readString(cluster.stack().kubeconfig());
        return Files.writeString(
                folder.resolve("kubeconfig.yaml"),
                administrators.replaceFirst("token: \"[^\"]*\"", "token: \"" + token + "\""));
    }

    @Test
    void thePodIsLetIntoANamespaceWhoseRulesAreTheStrictest() throws IOException {
        JsonNode template = template();
        ObjectNode pod = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.set("spec", template.get("spec"));
        pod.putObject("metadata")
                .put("name", "tidegate-0")
                .set("labels", template.at("/metadata/labels"));
        ((ArrayNode) pod.at("/spec/volumes"))
                .addObject()
                .put("name", "ledger")
                .putObject("emptyDir"); // the set's controller would put the claim here

        String taken =
                administrator.raw("/api/v1/namespaces/" + OWN + "/pods?dryRun=All", "POST", pod);

        assertThat(YAML.readTree(taken).at("/spec/serviceAccountName").textValue()).isEqualTo(OWN);
    }

    private static JsonNode template() throws IOException {
        try (MappingIterator<JsonNode> all =
                YAML.readerFor(JsonNode.class).readValues(MANIFEST.toFile())) {
            while (all.hasNext()) {
                JsonNode each = all.next();
                if (each.at("/kind").asText().equals("StatefulSet")) {
                    return each.at("/spec/template");
                }
            }
        }
        throw new AssertionError("no StatefulSet in " + MANIFEST);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }
}
