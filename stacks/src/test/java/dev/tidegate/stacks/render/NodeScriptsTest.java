package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What instances run at their start and later, in a shell with stand-ins for what it calls. */
class NodeScriptsTest {
    private static final Map<String, Object> CONTROL =
            Map.of(
                    "bucket", "documents",
                    "secret", "arn:secret",
                    "region", "us-east-1",
                    "signer", "8005",
                    "collect", "collect",
                    "metrics", "metrics",
                    "act", "act",
                    "tls", true);

    private static final String SECRET =
            "if [ \"$1\" = secretsmanager ]; then cat \"$HERE/secret\"; fi";

    @TempDir private Path folder;

    /** The unit's profile is that of what acts on fleets, which may read neither a document nor a secret. */
    @Test
    void aReleaseAndItsPasswordAreFetchedInTheInstancesOwnRole() throws Exception {
        StandInShell shell =
                new StandInShell(folder)
                        .standIn("aws", "note \"${AWS_PROFILE:-own} $1\"", SECRET)
                        .standIn("jq", "sed 's/^/PGPASSWORD=/'")
                        .file("secret", "first");
        String node = control();

        int exit = shell.run(node, "/opt/tidegate/fetch", environment(node));

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes()).containsExactly("own s3", "own s3", "own secretsmanager");
        assertThat(shell.text("run/tidegate.env")).isEqualTo("PGPASSWORD=first\n");
        assertThat(environment(node)).containsEntry("REDIS_TLS", "1");
    }

    /** AWS turns it over every week, and the daemon reads it at its start only. */
    @Test
    void aPasswordThatWasTurnedOverStartsTheDaemonAgainOnce() throws Exception {
        StandInShell shell =
                new StandInShell(folder)
                        .standIn("aws", SECRET)
                        .standIn("jq", "sed 's/^/PGPASSWORD=/'")
                        .standIn("systemctl", "note \"systemctl $*\"")
                        .file("secret", "first");
        String node = control();
        shell.run(node, "/opt/tidegate/fetch", environment(node));
        shell.run(node, "/opt/tidegate/password", Map.of(), "renew");
        assertThat(shell.notes()).isEmpty();

        shell.file("secret", "second");
        shell.run(node, "/opt/tidegate/password", Map.of(), "renew");
        shell.run(node, "/opt/tidegate/password", Map.of(), "renew");

        assertThat(shell.notes()).containsExactly("systemctl try-restart tidegate.service");
        assertThat(shell.text("run/tidegate.env")).isEqualTo("PGPASSWORD=second\n");
        assertThat(node)
                .contains("ExecStart=/opt/tidegate/password renew")
                .containsPattern("systemctl enable --now .*tidegate-password.timer");
    }

    @Test
    void whoCannotBeAskedForStaysInTheQueue() throws Exception {
        StandInShell shell = gateway().standIn("aws", "[ \"$1\" != ec2 ]");

        int exit = shell.run(GatewayNode.start(), "/opt/tidegate/members", Map.of());

        assertThat(exit).as(shell.said()).isNotZero();
        assertThat(shell.notes()).isEmpty();
    }

    @Test
    void aReplicaThatLeftLosesItsPlaceAndOneThatCameGetsIt() throws Exception {
        StandInShell shell =
                gateway()
                        .standIn(
                                "aws",
                                "[ \"$1\" != ec2 ] || printf '10.0.0.9\\tg6.xlarge\\n10.0.0.8\\tg6.12xlarge\\n'");

        int exit = shell.run(GatewayNode.start(), "/opt/tidegate/members", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .contains(
                        "set server chat_gpu/gpu_1 state maint",
                        // Four replicas' slots: 13 each for all classes, three for the first.
                        "set maxconn server chat_gpu/gpu_2 52",
                        "set maxconn server chat_p0/gpu_2 12",
                        "set server chat_gpu/gpu_2 addr 10.0.0.8 port 8000; set server"
                                + " chat_gpu/gpu_2 state ready; set server chat_gpu/gpu_2 health down");
    }

    /** Back into the warm pool is a way out as well: what is generated there would be cut off by the stop. */
    @Test
    void aReplicaFinishesWhatItBeganBeforeItGoesBackIntoTheWarmPool() throws Exception {
        StandInShell shell = replica("Warmed:Stopped", "serves");

        int exit = shell.run(fleet(), "/opt/tidegate/drain", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "systemctl kill --signal=SIGTERM tidegate-model.service",
                        "complete drain CONTINUE");
    }

    @Test
    void aNewcomerOfTheWarmPoolIsNotTakenForOneThatLeaves() throws Exception {
        StandInShell shell = replica("Warmed:Stopped", "waits");

        shell.run(fleet(), "/opt/tidegate/drain", Map.of());

        assertThat(shell.notes()).isNotEmpty().allMatch("sleep 5"::equals);
    }

    /** Ten gigabytes that are fetched after the pool make it a pool of instances that wait for their server. */
    @Test
    void whatWaitsInTheWarmPoolHasItsServerOnDisk() throws Exception {
        StandInShell shell =
                replica("Warmed:Stopped", "waits")
                        .standIn("aws", "note \"aws $2\"")
                        .standIn("docker", "[ \"$1\" != image ] || exit 1", "note \"docker $1\"");

        int exit = shell.run(fleet(), "/opt/tidegate/ready", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly("aws sync", "docker pull", "complete ready CONTINUE");
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
                .standIn(
                        "systemctl",
                        "if [ \"$1\" = is-active ]; then exec grep -q serves \"$HERE/model\"; fi",
                        "echo ended >\"$HERE/model\"",
                        "note \"systemctl $*\"");
    }

    /** A gateway with one replica, at 10.0.0.7, and room for another. */
    private StandInShell gateway() throws IOException {
        return new StandInShell(folder)
                .standIn(
                        "socat",
                        "read -r asked",
                        "case \"$asked\" in",
                        "  'show servers'*) printf '1\\n# names\\n'",
                        "    printf '1 b 1 gpu_1 10.0.0.7 2 0\\n1 b 2 gpu_2 127.0.0.1 0 1\\n' ;;",
                        "  'set '*) note \"$asked\" ;;",
                        "esac");
    }

    private static String fleet() {
        Map<String, Object> values = new HashMap<>();
        List.of("region", "group", "weights", "port", "image", "name", "each", "drain", "heartbeat")
                .forEach(name -> values.put(name, "60"));
        return Template.named("user-data.sh.mustache").fill(values);
    }

    private static String control() {
        return Template.named("control-node.sh.mustache").fill(CONTROL);
    }

    /** What the daemon's unit gives to all that it runs. */
    private static Map<String, String> environment(String node) {
        Map<String, String> environment = new HashMap<>();
        node.lines()
                .filter(line -> line.startsWith("Environment="))
                .flatMap(line -> List.of(line.substring(12).split(" ")).stream())
                .map(word -> word.split("=", 2))
                .forEach(word -> environment.put(word[0], word[1]));
        return environment;
    }
}
