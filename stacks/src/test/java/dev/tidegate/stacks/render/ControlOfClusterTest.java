package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon's instance does besides where its region has a cluster. */
class ControlOfClusterTest {
    private static final String ANSWER =
            """
            [{"Id": "10.0.16.9", "Port": 8001, "AvailabilityZone": "us-east-1a"}, {"Id": "10.0.32.8", "Port": 8001}]""";

    @TempDir private Path folder;

    @Test
    void theCollectorLearnsWherePodsAreFromTheirTargetGroup() throws Exception {
        StandInShell shell =
                instance().file("answer-arn:code", ANSWER).file("answer-arn:chat", "[]");

        int exit = shell.run(node(), "/opt/tidegate/targets", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(targets("code").findValuesAsText("zone")).containsExactly("us-east-1a");
        assertThat(targets("code").at("/0/targets/0").textValue()).isEqualTo("10.0.16.9:8001");
        assertThat(targets("code").at("/1/targets/0").textValue()).isEqualTo("10.0.32.8:8001");
        assertThat(targets("chat")).isEmpty();
    }

    /** Not knowing where pods are must not look like none, for that fleet or for the others. */
    @Test
    void whereAwsDoesNotAnswerTheCollectorKeepsWhatItHas() throws Exception {
        StandInShell shell =
                instance().file("answer-arn:code", ANSWER).file("answer-arn:chat", "[]");
        shell.run(node(), "/opt/tidegate/targets", Map.of());
        Files.delete(folder.resolve("answer-arn:code"));
        shell.file("answer-arn:chat", ANSWER);

        int exit = shell.run(node(), "/opt/tidegate/targets", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.said()).contains("code stays as it was");
        assertThat(targets("code")).hasSize(2);
        assertThat(targets("chat").at("/0/targets/0").textValue()).isEqualTo("10.0.16.9:8000");
    }

    /** The unit's profile is that of what acts, whose role the cluster knows; the collector's sees pods. */
    @Test
    void theDaemonFindsTheClusterByItsKubeconfig() {
        assertThat(node())
                .contains("\nEnvironment=KUBECONFIG=/etc/tidegate/kubeconfig.yaml\n")
                .contains("\nEnvironment=AWS_CONFIG_FILE=/etc/tidegate-aws AWS_PROFILE=collect\n")
                .contains(" -v /etc/tidegate/targets:/etc/prometheus/targets:ro ")
                .contains("tidegate-password.timer tidegate-targets.service");
        assertThat(ControlNodeTest.control(List.of()))
                .doesNotContain("KUBECONFIG", "tidegate-targets", "/etc/tidegate/targets");
    }

    private StandInShell instance() throws Exception {
        return new StandInShell(folder)
                .file("etc/tidegate/targets/none", "")
                .standIn("aws", "exec cat \"$HERE/answer-$6\"");
    }

    private static String node() {
        return ControlNodeTest.control(
                List.of(
                        Map.of(
                                "pods",
                                List.of(
                                        pods("code", "8001", "arn:code"),
                                        pods("chat", "8000", "arn:chat")))));
    }

    private static Map<String, String> pods(String fleet, String port, String targets) {
        return Map.of("fleet", fleet, "port", port, "targets", targets);
    }

    private JsonNode targets(String fleet) throws Exception {
        return new YAMLMapper()
                .readTree(folder.resolve("etc/tidegate/targets/" + fleet + ".json").toFile());
    }
}
