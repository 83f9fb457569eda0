package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.settings.GatewaySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What instances run at their start and later, in a shell with stand-ins for what it calls. */
class NodeScriptsTest {
    /** The whole answer of Auto Scaling, with the exit code of version 2 of its command line. */
    private static final String NOT_PENDING =
            "echo 'An error occurred (ValidationError) when calling the CompleteLifecycleAction operation:"
                    + " No active Lifecycle Action found with instance ID i-1' >&2; exit 254";

    @TempDir private Path folder;

    /** DNS moves a whole region: it is full once nobody in it can be served, not one fleet's clients. */
    @ParameterizedTest
    @CsvSource({
        "150, UP, 150, UP, 1",
        "150, UP, 3, UP, 0",
        "150, UP, 0, DOWN, 1", // a fleet without a replica takes nothing either
        "100, UP, 100, UP, 0",
        "0, DOWN, 0, DOWN, 0", // its health check tells that
    })
    void aRegionIsSaturatedOnceEachOfItsFleetsIs(
            int chat, String chatState, int code, String codeState, int saturated)
            throws Exception {
        StandInShell shell =
                gateway(
                                "printf '"
                                        + row("chat", chat, chatState)
                                        + row("code", code, codeState)
                                        + "'")
                        .standIn("aws", "[ \"$1\" != cloudwatch ] || note \"$8 ${10}\"");

        int exit = shell.run(GatewayNode.start(), "/opt/tidegate/members", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes()).last().asString().isEqualTo("Saturated " + saturated);
    }

    /** The backend's row of HAProxy's statistics: what waits is the third field, its state the eighteenth. */
    private static String row(String fleet, int waiting, String state) {
        return fleet + "_gpu,BACKEND," + waiting + ",".repeat(15) + state + ",\\n";
    }

    /** User data runs once: an instance that it fails on would never be one. The cache's are in no group that replaces them. */
    @Test
    void whatAFirstStartFetchesItFetchesHoweverOftenThatFails() throws Exception {
        String node = GatewayNode.start();
        String first = node.substring(0, node.indexOf("cat >/opt/tidegate/members"));
        StandInShell shell =
                new StandInShell(folder)
                        .standIn("sleep", "note \"sleep $*\"")
                        .standIn("dnf", "note \"dnf $1\"", "[ $(wc -l <\"$HERE/notes\") -ge 3 ]")
                        .standIn("aws", "note \"aws $2\"", "[ $(wc -l <\"$HERE/notes\") -ge 6 ]")
                        .own(
                                "/opt/tidegate/first",
                                first.replace("/etc/", folder + "/etc/")
                                        .replace("/opt/", folder + "/opt/"));

        int exit = shell.run("", "/opt/tidegate/first", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "dnf install", "sleep 5", "dnf install", "aws cp", "sleep 5", "aws cp");
        for (String other : List.of(ControlNodeTest.control(List.of()), cache())) {
            assertThat(other.lines().filter(line -> line.contains("dnf install")))
                    .singleElement()
                    .asString()
                    .startsWith("until dnf install");
        }
    }

    /** A reboot leaves nothing in /run, and Amazon Linux's unit has no folder there and no restart: seen with systemd 252. */
    @Test
    void aGatewayThatStartsAgainHasAFolderForItsSockets() {
        assertThat(GatewayNode.start())
                .containsSubsequence(
                        "cat >/etc/systemd/system/haproxy.service.d/tidegate.conf",
                        "\nRuntimeDirectory=haproxy\n",
                        "\nRestart=always\nRestartSec=5\nUNIT\n")
                .doesNotContain("install -d /run");
    }

    /** A kernel that holds less between the edge and the queue loses refusals; one that cannot be told starts all the same. */
    @Test
    void theKernelHoldsAsMuchAsTheProcessIsTold() {
        String held = String.valueOf(GatewayFiles.SENT);

        assertThat(GatewayNode.start())
                .contains(
                        "\nExecStartPre=-/usr/sbin/sysctl -q -w net.core.wmem_max=" + held + "\n");
        assertThat(
                        new GatewayFiles(
                                        new GatewaySettings(
                                                "c7g.large", 1, 30, 1, false, 1, List.of()),
                                        List.of(FleetExamples.chat()))
                                .all()
                                .get("haproxy.cfg"))
                .contains("\n    tune.sndbuf.server " + held + "\n");
    }

    /** Back into the warm pool is a way out as well: what is generated there would be cut off by the stop. */
    @Test
    void aReplicaFinishesWhatItBeganBeforeItGoesBackIntoTheWarmPool() throws Exception {
        StandInShell shell = replica("Warmed:Stopped", "serves");

        int exit = shell.run(FleetNode.start(), "/opt/tidegate/drain", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "python3 " + folder.resolve("opt/tidegate/leaving.py") + " 60 1",
                        "systemctl stop tidegate-model.service",
                        "complete drain CONTINUE");
    }

    /** It is terminated while it loads, or after it failed: nobody waits for requests that it never had. */
    @Test
    void aReplicaThatServesNothingLeavesAtOnce() throws Exception {
        StandInShell shell = replica("Terminated", "waits");

        int exit = shell.run(FleetNode.start(), "/opt/tidegate/drain", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "systemctl stop tidegate-model.service", "complete drain CONTINUE");
    }

    /** A launch hook that is not completed costs a replica that is ready. */
    @Test
    void aHookIsCompletedHoweverOftenThatFails() throws Exception {
        StandInShell shell = hook("[ $(wc -l <\"$HERE/notes\") -ge 3 ] || exit 254");

        int exit =
                shell.run(
                        FleetNode.start(), "/opt/tidegate/complete", Map.of(), "ready", "CONTINUE");

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly("ready CONTINUE i-1", "sleep 5", "ready CONTINUE i-1");
    }

    /** As at every later start of an instance. */
    @Test
    void aLaunchHookThatIsNotPendingHasEnded() throws Exception {
        StandInShell shell = hook(NOT_PENDING);

        int exit =
                shell.run(
                        FleetNode.start(), "/opt/tidegate/complete", Map.of(), "ready", "CONTINUE");

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes()).containsExactly("ready CONTINUE i-1");
    }

    /** Auto Scaling waits for the load balancer first: a replica without requests is done earlier, and would be held for the hook's whole wait. */
    @Test
    void aHookOfTheWayOutIsWaitedFor() throws Exception {
        StandInShell shell = hook("[ $(wc -l <\"$HERE/notes\") -ge 3 ] && exit", NOT_PENDING);

        int exit =
                shell.run(
                        FleetNode.start(), "/opt/tidegate/complete", Map.of(), "drain", "CONTINUE");

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly("drain CONTINUE i-1", "sleep 5", "drain CONTINUE i-1");
    }

    @Test
    void aNewcomerOfTheWarmPoolIsNotTakenForOneThatLeaves() throws Exception {
        StandInShell shell = replica("Warmed:Stopped", "waits");

        shell.run(FleetNode.start(), "/opt/tidegate/drain", Map.of());

        assertThat(shell.notes()).isNotEmpty().allMatch("sleep 5"::equals);
    }

    /** Ten gigabytes that are fetched after the pool make it a pool of instances that wait for their server. */
    @Test
    void whatWaitsInTheWarmPoolHasItsServerOnDisk() throws Exception {
        StandInShell shell =
                replica("Warmed:Stopped", "waits")
                        .standIn("aws", "note \"aws $2\"")
                        .standIn("docker", "[ \"$1\" != image ] || exit 1", "note \"docker $1\"");

        int exit = shell.run(FleetNode.start(), "/opt/tidegate/ready", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly("aws sync", "docker pull", "complete ready CONTINUE");
    }

    /** It would hold its place until the hook's whole wait is over, while nothing serves. */
    @Test
    void aServerThatCannotStayUpGivesItsInstanceUpAtOnce() throws Exception {
        StandInShell shell = launch("[ $(wc -l <\"$HERE/notes\") -ge 4 ]", "false");

        int exit = shell.run(FleetNode.start(), "/opt/tidegate/ready", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "systemctl start tidegate-model.service",
                        "sleep 1",
                        "sleep 1",
                        "sleep 1",
                        "complete ready ABANDON");
    }

    /** By the unit that looks after the hook, which is tried again: systemd refuses to start what was started too often. */
    @Test
    void aServerThatMayNotBeStartedAnyMoreGivesItsInstanceUp() throws Exception {
        StandInShell shell = launch("true", "false");

        int exit = shell.run(FleetNode.start(), "/opt/tidegate/ready", Map.of("REFUSED", "1"));

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "systemctl start tidegate-model.service", "complete ready ABANDON");
    }

    @Test
    void aServerThatIsStartedAgainIsWaitedFor() throws Exception {
        StandInShell shell = launch("false", "[ $(wc -l <\"$HERE/notes\") -ge 3 ]");

        int exit = shell.run(FleetNode.start(), "/opt/tidegate/ready", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "systemctl start tidegate-model.service",
                        "sleep 1",
                        "sleep 1",
                        "complete ready CONTINUE");
    }

    /** An instance that is launched, whose model server has failed for good, or answers, as these say. */
    private StandInShell launch(String failed, String answers) throws IOException {
        return replica("InService", "waits")
                .standIn("aws")
                .standIn("docker")
                .standIn("sleep", "note \"sleep $*\"")
                .standIn("curl", answers)
                .standIn(
                        "systemctl",
                        "if [ \"$1\" = is-failed ]; then " + failed + "; exit; fi",
                        "note \"systemctl $*\"",
                        "[ -z \"${REFUSED:-}\" ]");
    }

    private static String cache() {
        return RedisFiles.at(100, List.of("10.0.0.1")).start(0, "us-east-1", "users", "own");
    }

    /** An instance at whose end the AWS command line answers so. */
    private StandInShell hook(String... answer) throws IOException {
        return new StandInShell(folder)
                .own("/opt/tidegate/metadata", "echo i-1")
                .standIn("sleep", "note \"sleep $*\"")
                .standIn("aws", "note \"$8 ${10} ${12}\"\n" + String.join("\n", answer));
    }

    /** An instance that is bound for that state, and whose model serves or waits; the third look ends what never ends. */
    private StandInShell replica(String bound, String model) throws IOException {
        return new StandInShell(folder)
                .file("model", model)
                .own(
                        "/opt/tidegate/metadata",
                        "[ \"$1\" = autoscaling/target-lifecycle-state ] && echo " + bound)
                .own("/opt/tidegate/complete", "note \"complete $*\"")
                .standIn(
                        "sleep",
                        "note \"sleep $*\"",
                        "[ $(wc -l <\"$HERE/notes\") -lt 3 ] || kill $PPID")
                .standIn("python3", "note \"python3 $*\"")
                .standIn(
                        "systemctl",
                        // As systemd 252 answers for a unit that does not run, and is not enabled.
                        "if [ \"$1\" = kill ] && ! grep -q serves \"$HERE/model\"; then exit 1; fi",
                        "if [ \"$1\" = is-active ]; then exec grep -q serves \"$HERE/model\"; fi",
                        "echo ended >\"$HERE/model\"",
                        "note \"systemctl $*\"");
    }

    /** A gateway with one replica, at 10.0.0.7, and room for another. */
    private StandInShell gateway(String... statistics) throws IOException {
        return new StandInShell(folder)
                .file("etc/haproxy/maps/flags.map", "")
                .standIn(
                        "socat",
                        "read -r asked",
                        "case \"$asked\" in",
                        "  'show servers'*) printf '1\\n# names\\n'",
                        "    printf '1 b 1 gpu_1 10.0.0.7 2 4\\n1 b 2 gpu_2 127.0.0.1 0 5\\n' ;;",
                        "  'set '*) note \"$asked\" ;;",
                        "  'show stat') " + String.join("\n", statistics) + " ;;",
                        "esac");
    }
}
