package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's own list of its replicas, kept by its script in a real HAProxy. */
@Needs(value = Component.HAPROXY, installed = true)
class MembersIT {
    private static final String NONE = "127.0.0.1";

    private RunningGateway gateway;
    private SocketRelay relay;
    private StandInShell shell;
    private int port = 8000; // of fleet chat's replicas

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.of(folder, FleetExamples.chat(), FleetExamples.named("code"));
        relay = new SocketRelay(gateway);
        shell = new StandInShell(folder.resolve("node")).standIn("socat", relay.socat());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        gateway.close();
    }

    @Test
    void everyReplicaHasAPlaceOfItsOwnAndKeepsIt() throws Exception {
        follow("10.0.0.7", "10.0.0.8");
        Map<String, String> first = servers("chat_gpu");
        gateway.say("set server chat_gpu/gpu_1 health up");

        follow("10.0.0.7", "10.0.0.8");

        assertThat(first).containsEntry("gpu_1", "10.0.0.7 4").containsEntry("gpu_2", "10.0.0.8 4");
        assertThat(servers("chat_gpu")).isEqualTo(first);
        assertThat(servers("chat_p0")).isEqualTo(first);
        assertThat(gateway.say("show servers state chat_gpu"))
                .as("the second pass takes nobody out of service")
                .contains("gpu_1 10.0.0.7 2");
    }

    @Test
    void aReplicaThatLeavesFreesItsPlaceForAnother() throws Exception {
        follow("10.0.0.7", "10.0.0.8");

        follow("10.0.0.8");
        Map<String, String> left = servers("chat_gpu");
        follow("10.0.0.8", "10.0.0.9");

        assertThat(left).containsEntry("gpu_1", "10.0.0.7 5").containsEntry("gpu_2", "10.0.0.8 4");
        assertThat(servers("chat_gpu"))
                .containsEntry("gpu_1", "10.0.0.9 4")
                .containsEntry("gpu_2", "10.0.0.8 4")
                .containsEntry("gpu_3", NONE + " 5");
    }

    @Test
    void aRestartBeginsWithTheReplicasThatServedBefore() throws Exception {
        try (StandInReplica replica = new StandInReplica()) {
            port = replica.port();
            follow("127.0.0.1");
            gateway.say("set server chat_gpu/gpu_1 health up");
            follow("127.0.0.1");
            Map<String, String> before = servers("chat_gpu");

            gateway.restart();

            assertThat(gateway.get("/readyz", "none")).isEqualTo(200);
            assertThat(servers("chat_gpu")).isEqualTo(before).containsEntry("gpu_1", "127.0.0.1 4");
            follow("10.0.0.8");
            assertThat(servers("chat_gpu"))
                    .as("who left gives up its place")
                    .containsEntry("gpu_1", "10.0.0.8 4")
                    .doesNotContainValue("127.0.0.1 4");
        }
    }

    /** What HAProxy's file of states does not hold: this instance is four replicas. */
    @Test
    void aRestartForgetsNoLimit() throws Exception {
        follow("10.0.0.7,g6.12xlarge");
        gateway.restart();

        follow("10.0.0.7,g6.12xlarge");

        assertThat(
                        gateway.say("show stat")
                                .lines()
                                .filter(line -> line.startsWith("chat_gpu,gpu_1,")))
                .singleElement()
                .satisfies(line -> assertThat(line.split(",", -1)[6]).isEqualTo("52"));
    }

    /** Somebody drains it at this gateway, and it stays drained. */
    @Test
    void aReplicaThatIsDrainedByHandKeepsItsPlace() throws Exception {
        follow("10.0.0.7");
        gateway.say("set server chat_gpu/gpu_1 state drain");
        Map<String, String> drained = servers("chat_gpu");

        follow("10.0.0.7", "10.0.0.8");

        assertThat(servers("chat_gpu"))
                .containsEntry("gpu_1", drained.get("gpu_1"))
                .containsEntry("gpu_2", "10.0.0.8 4");
    }

    /** One pass of what the instance runs every five seconds, while these are the running instances of each group. */
    private void follow(String... instances) throws Exception {
        String lines =
                Stream.of(instances)
                        .map(one -> one.contains(",") ? one : one + ",g6.xlarge")
                        .map(one -> one.replace(",", "\\t") + "\\n")
                        .collect(Collectors.joining());
        shell.standIn("aws", "[ \"$1\" != ec2 ] || printf '" + lines + "'");
        String script =
                GatewayNode.start()
                        .replace("/etc/haproxy/maps", folder.resolve("maps").toString())
                        .replace("chat chat 8000", "chat chat " + port);
        int exit = shell.run(script, "/opt/tidegate/members", Map.of());
        assertThat(exit).as(shell.said()).isZero();
    }

    /** Address and administrative state by name; bit 1 is maintenance, 4 stays from the configuration. */
    private Map<String, String> servers(String backend) {
        List<String> lines = gateway.say("show servers state " + backend).lines().skip(2).toList();
        Map<String, String> servers = new TreeMap<>();
        for (String line : lines) {
            String[] columns = line.split(" ", -1);
            if (columns.length > 6) {
                servers.put(columns[3], columns[4] + " " + columns[6]);
            }
        }
        return servers;
    }
}
