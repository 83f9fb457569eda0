package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway's own list of its replicas, kept by its script in a real HAProxy by way of a real socat. What stands in for the AWS command line
 * answers in the form in which version 1.45 answered, asked the script's own questions of an emulator: nothing at all for an empty fleet.
 */
@Needs(
        value = {Component.HAPROXY, Component.SOCAT},
        installed = true)
class MembersIT {
    private static final String NONE = "127.0.0.1";

    /** As many as a gateway needs several of socat's buffers for. */
    private static final int MANY = 120;

    private RunningGateway gateway;
    private StandInShell shell;
    private int port = 8000; // of fleet chat's replicas

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        gateway =
                RunningGateway.of(
                        folder,
                        FleetExamples.ofPods("chat", 1, 1, 0, MANY),
                        FleetExamples.named("code"));
        shell =
                new StandInShell(folder.resolve("node"))
                        .link("/run/haproxy/admin.sock", gateway.socket());
    }

    @AfterEach
    void stop() {
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

    /** A reader that stops at what it seeks ends its writer, and a pass in which that counted as an answer took replicas out of service. */
    @Test
    void soDoesEveryReplicaOfALargeFleet() throws Exception {
        String[] addresses =
                IntStream.rangeClosed(1, MANY)
                        .mapToObj(number -> "10.0.1." + number)
                        .toArray(String[]::new);
        answer( // the other fleet has none, and room for few
                "case \"$*\" in *groupName,Values=chat*)",
                "  printf '%s\\tg6.xlarge\\n' " + String.join(" ", addresses) + " ;;",
                "esac");
        assertThat(pass()).as(shell.said()).isZero();
        Map<String, String> first = servers("chat_gpu");

        assertThat(pass()).as(shell.said()).isZero();

        assertThat(first.values())
                .filteredOn(server -> server.startsWith("10."))
                .doesNotHaveDuplicates()
                .hasSize(MANY);
        assertThat(servers("chat_gpu")).isEqualTo(first);
        assertThat(servers("chat_p0")).isEqualTo(first);
    }

    /** Four replicas' slots on an instance of four: 13 each for all classes, three for the first. */
    @Test
    void aReplicaTakesAsMuchAtOnceAsItsInstanceHasReplicas() throws Exception {
        answer("[ \"$1\" != ec2 ] || printf '10.0.0.7\\tg6.xlarge\\n10.0.0.8\\tg6.12xlarge\\n'");

        assertThat(pass()).as(shell.said()).isZero();

        assertThat(gateway.limit("chat_gpu,gpu_1")).isEqualTo("13");
        assertThat(gateway.limit("chat_gpu,gpu_2")).isEqualTo("52");
        assertThat(gateway.limit("chat_p0,gpu_2")).isEqualTo("12");
        assertThat(gateway.limit("code_gpu,gpu_2")).isEqualTo("13");
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
                    .as("who left is out of service")
                    .containsEntry("gpu_1", "127.0.0.1 5")
                    .containsEntry("gpu_2", "10.0.0.8 4");
        }
    }

    /** It may still load its model: a request that is sent there fails after three seconds of retries. */
    @Test
    void aRestartBeginsWithoutAReplicaThatDidNotServeBefore() throws Exception {
        port = 1; // where nobody listens
        follow("127.0.0.1");

        gateway.restart();

        assertThat(gateway.get("/readyz", "none")).isEqualTo(503);
        follow("127.0.0.1");
        assertThat(servers("chat_gpu")).containsEntry("gpu_1", "127.0.0.1 4");
        assertThat(gateway.get("/readyz", "none")).isEqualTo(503);
    }

    /** What HAProxy's file of states does not hold: this instance is four replicas. */
    @Test
    void aRestartForgetsNoLimit() throws Exception {
        answer("[ \"$1\" != ec2 ] || printf '10.0.0.7\\tg6.12xlarge\\n'");
        assertThat(pass()).as(shell.said()).isZero();
        gateway.restart();

        assertThat(pass()).as(shell.said()).isZero();

        assertThat(gateway.limit("chat_gpu,gpu_1")).isEqualTo("52");
    }

    /** What it began is still answered there. */
    @Test
    void aReplicaThatComesAsAnotherLeavesGetsAPlaceThatNobodyJustLeft() throws Exception {
        follow("10.0.0.7", "10.0.0.8");

        follow("10.0.0.8", "10.0.0.9");

        assertThat(servers("chat_gpu"))
                .containsEntry("gpu_1", "10.0.0.7 5")
                .containsEntry("gpu_3", "10.0.0.9 4");
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

    /** Nor does it hold up the fleet behind it. */
    @Test
    void aFleetThatCannotBeAskedForStaysAsItIs() throws Exception {
        follow("10.0.0.7");
        answer(
                "case \"$*\" in",
                "  *groupName,Values=chat*) echo 'An error occurred (RequestLimitExceeded)' >&2; exit 254 ;;",
                "  ec2*) printf '10.0.0.9\\tg6.xlarge\\n' ;;",
                "esac");

        assertThat(pass()).isNotZero();

        assertThat(servers("chat_gpu")).containsEntry("gpu_1", "10.0.0.7 4");
        assertThat(servers("code_gpu")).containsEntry("gpu_2", "10.0.0.9 4");
    }

    @Test
    void withoutItsMetricsAGatewayFollowsItsFleets() throws Exception {
        answer(
                "[ \"$1\" != cloudwatch ] || exit 254",
                "[ \"$1\" != ec2 ] || printf '10.0.0.7\\tg6.xlarge\\n'");

        assertThat(pass()).as(shell.said()).isZero();

        assertThat(servers("code_gpu")).containsEntry("gpu_1", "10.0.0.7 4");
        assertThat(shell.said()).contains("no metric is published");
    }

    /** The AWS command line would wait for minutes; in the test a time limit is a second. */
    @Test
    void noFleetWaitsForAnEndpointThatIsSilent() throws Exception {
        shell.standIn("timeout", "note \"$*\"", "exec /usr/bin/timeout 1 \"${@:2}\"");
        answer(
                "[ \"$1\" != cloudwatch ] || exec sleep 1000",
                "case \"$*\" in",
                "  *groupName,Values=chat*) exec sleep 1000 ;;",
                "  ec2*) printf '10.0.0.9\\tg6.xlarge\\n' ;;",
                "esac");

        assertThat(pass()).isNotZero();

        assertThat(servers("code_gpu")).containsEntry("gpu_1", "10.0.0.9 4");
        assertThat(shell.notes())
                .anyMatch(note -> note.startsWith("30 aws ec2 "))
                .anyMatch(note -> note.startsWith("10 aws cloudwatch "));
    }

    /** A pod is one replica, whatever it runs on; what its cluster takes away finishes what it began, and gets nothing more. */
    @Test
    void podsAreFoundWhereTheirClusterTellsThem() throws Exception {
        String node = GatewayNode.ofPods("arn:targets");
        answer("[ \"$1\" != elbv2 ] || { note \"$2 $6 $8\"; printf '10.0.16.9\\n10.0.16.8\\n'; }");

        assertThat(pass(node)).as(shell.said()).isZero();

        assertThat(shell.notes())
                .containsExactly(
                        "describe-target-health arn:targets"
                                + " TargetHealthDescriptions[?TargetHealth.State!='draining'].[Target.Id]");
        assertThat(servers("chat_gpu"))
                .containsEntry("gpu_1", "10.0.16.8 4")
                .containsEntry("gpu_2", "10.0.16.9 4");
        assertThat(gateway.limit("chat_gpu,gpu_1")).isEqualTo("13");

        answer("[ \"$1\" != elbv2 ] || exit 254");
        assertThat(pass(node)).isNotZero();
        assertThat(servers("chat_gpu")).containsEntry("gpu_1", "10.0.16.8 4");
    }

    /** One pass of what the instance runs every five seconds, while these are the running instances of each group. */
    private void follow(String... addresses) throws Exception {
        answer("[ \"$1\" != ec2 ] || printf '%s\\tg6.xlarge\\n' " + String.join(" ", addresses));
        assertThat(pass()).as(shell.said()).isZero();
    }

    private void answer(String... lines) throws IOException {
        shell.standIn("aws", lines);
    }

    private int pass() throws Exception {
        return pass(GatewayNode.start());
    }

    /** @param node start script of a gateway */
    private int pass(String node) throws Exception {
        String here =
                node.replace("/etc/haproxy/maps", folder.resolve("maps").toString())
                        .replace("chat chat 8000", "chat chat " + port);
        return shell.run(here, "/opt/tidegate/members", Map.of());
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
