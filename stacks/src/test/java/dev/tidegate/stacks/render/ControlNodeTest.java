package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.stacks.settings.CacheSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon's instance runs at its start and later, in a shell with stand-ins for AWS and systemd. */
@Needs(value = Component.JQ, installed = true)
class ControlNodeTest {
    static final String SECRET =
            "case \"$1 $6\" in secretsmanager*) cat \"$HERE/secret\" ;; 'ssm cache-daemon-1') cat \"$HERE/shown\" ;; esac";

    @TempDir private Path folder;

    /** In production nobody may do anything, an automatic book included, until a release has a policy. */
    @Test
    void aReleaseSaysWhoMayDoWhat() throws Exception {
        StandInShell shell =
                released(folder)
                        .standIn("aws", SECRET)
                        .file("secret", secret("first"))
                        .file("shown", "drawn");
        String node = control();
        shell.run(node, "/opt/tidegate/fetch", Map.of());
        assertThat(shell.text("run/tidegate-access.env")).isEmpty();

        shell.file("opt/tidegate/release/access.yaml", "environment: prod");
        shell.run(node, "/opt/tidegate/fetch", Map.of());

        assertThat(shell.text("run/tidegate-access.env"))
                .isEqualTo(
                        "TIDEGATE_ACCESS="
                                + folder.resolve("opt/tidegate/release/access.yaml")
                                + "\n");
        assertThat(node).contains("\nEnvironmentFile=-/run/tidegate-access.env\n");
        assertThat(environment(node)).containsEntry("TIDEGATE_ENVIRONMENT", "prod");
    }

    /** Who answers in the database's place would be shown the ledger's password. */
    @Test
    void noInstanceStartsItsDaemonBeforeItKnowsTheDatabasesAuthorities() {
        String node = control();

        assertThat(
                        node.indexOf(
                                "curl -fsS --retry 5 --retry-connrefused -o 'authorities' 'https://"))
                .isBetween(
                        node.indexOf("set -euo pipefail"),
                        node.indexOf("systemctl start --no-block"));
    }

    /** They are written once: without the account's number no daemon of this instance could ever act. */
    @Test
    void rolesAreNamedOnceTheAccountIsKnown() throws Exception {
        String node = control();
        String profiles =
                node.substring(
                        node.indexOf("until account="), node.indexOf("# Host network: a bridge"));
        StandInShell shell =
                new StandInShell(folder)
                        .standIn("sleep", "note \"sleep $*\"")
                        .standIn("aws", "[ -e \"$HERE/notes\" ] || exit 255", "echo 123456789012")
                        .own(
                                "/opt/tidegate/profiles",
                                profiles.replace("/etc/tidegate-aws", folder + "/profiles"));

        assertThat(shell.run("", "/opt/tidegate/profiles", Map.of())).isZero();

        assertThat(shell.notes()).containsExactly("sleep 5");
        assertThat(shell.text("profiles").lines().filter(line -> line.startsWith("role_arn")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("role_arn = arn:aws:iam::123456789012:role/"));
    }

    /** As systemd 252 did: what waits for a unit whose first fetch fails ends with an error, though the unit tries again. */
    @Test
    void anInstanceWhoseFirstFetchFailsIsCountedOnceItWorks() throws Exception {
        String node = control();
        StandInShell shell =
                new StandInShell(folder)
                        .standIn("systemctl", "note \"$*\"", "[[ $1 != start || $2 = --no-block ]]")
                        .own(
                                "/opt/tidegate/last",
                                "set -e\n"
                                        + node.substring(node.indexOf("systemctl daemon-reload")));

        int exit = shell.run("", "/opt/tidegate/last", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .hasSize(3)
                .noneMatch(note -> note.contains("--now"))
                .last()
                .asString()
                .startsWith("start --no-block ")
                .contains(" tidegate.service ")
                .endsWith(" tidegate-ready.service");
    }

    /** What is laid down for its successors may have a mistake in it, and whatever starts the daemon again is no reason to take it. */
    @Test
    void aDaemonStartsFromTheVersionThatItsInstanceWasMadeFor() throws Exception {
        StandInShell shell =
                released(folder).standIn("aws", "[ \"$1\" != s3api ] || note \"${*:5}\"");

        shell.run(control(), "/opt/tidegate/fetch", Map.of());

        assertThat(shell.notes())
                .containsExactly(
                        "--bucket documents --key control/tidegate.yaml --version-id first "
                                + folder.resolve("etc/tidegate/tidegate.yaml"));
    }

    /** A release that is laid down later may be half there, or never work: what starts the daemons again is no reason to take it. */
    @Test
    void aDaemonThatHasWorkedStartsFromTheReleaseItWorkedWith() throws Exception {
        StandInShell shell =
                released(folder)
                        .own("/opt/tidegate/metadata", "echo i-1")
                        .standIn("aws", SECRET, "[ \"$1\" != s3 ] || note \"$1 $2\"")
                        .standIn("curl", ":")
                        .file("secret", secret("first"))
                        .file("shown", "drawn");
        String node = control();
        shell.run(node, "/opt/tidegate/fetch", Map.of());
        shell.run(node, "/opt/tidegate/fetch", Map.of());
        assertThat(shell.notes()).containsExactly("s3 sync", "s3 sync");

        shell.run(node, "/opt/tidegate/ready", Map.of());
        int exit = shell.run(node, "/opt/tidegate/fetch", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes()).containsExactly("s3 sync", "s3 sync");
    }

    /** A store of documents or of secrets that is away ends no daemon that has what it needs, and no instance begins without. */
    @Test
    void whatIsAwayKeepsNoDaemonFromStartingThatHasWorked() throws Exception {
        StandInShell shell =
                released(folder)
                        .own("/opt/tidegate/metadata", "echo i-1")
                        .standIn("aws", "exit 255")
                        .standIn("curl", ":")
                        .file("etc/tidegate/other", "");
        String node = control();
        assertThat(shell.run(node, "/opt/tidegate/fetch", Map.of())).isNotZero();

        shell.standIn("aws", SECRET, "[ \"$2\" != get-object ] || echo 'mode: act' >\"${@: -1}\"")
                .file("secret", secret("first"))
                .file("shown", "drawn");
        assertThat(shell.run(node, "/opt/tidegate/fetch", Map.of())).as(shell.said()).isZero();
        shell.run(node, "/opt/tidegate/ready", Map.of());
        shell.standIn("aws", "exit 255");
        int exit = shell.run(node, "/opt/tidegate/fetch", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.text("etc/tidegate/tidegate.yaml")).isEqualTo("mode: act\n");
        assertThat(shell.text("run/tidegate.env"))
                .isEqualTo("PGPASSWORD=\"first\"\nREDIS_PASSWORD=drawn\n");
    }

    @Test
    void anInstanceIsCountedOnceItsDaemonDoesItsWork() throws Exception {
        StandInShell shell =
                waiting("1")
                        .standIn("sleep", "note \"sleep $*\"", "touch \"$HERE/works\"")
                        .standIn("curl", "[ -e \"$HERE/works\" ] && note \"$4\"");

        int exit = shell.run(control(), "/opt/tidegate/ready", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "sleep 5",
                        "http://127.0.0.1:9464/health/ready",
                        "complete-lifecycle-action control ready CONTINUE i-1");
    }

    /** The group gives it up when its wait is over, and the others go on. */
    @Test
    void anInstanceWhoseDaemonNeverWorksIsNeverCounted() throws Exception {
        for (String released : List.of("1", "")) {
            StandInShell shell =
                    waiting(released)
                            .standIn(
                                    "sleep",
                                    "note \"sleep $*\"",
                                    "[ $(wc -l <\"$HERE/notes\") -lt 5 ] || kill $PPID")
                            .standIn("curl", "exit 7");

            shell.run(control(), "/opt/tidegate/ready", Map.of());

            assertThat(shell.notes()).isNotEmpty().allMatch("sleep 5"::equals);
        }
    }

    /** Else the group would make and give up instances until somebody has delivered. */
    @Test
    void beforeTheFirstReleaseThereIsNothingToWaitFor() throws Exception {
        StandInShell shell = waiting("0").standIn("curl", "exit 7");

        int exit = shell.run(control(), "/opt/tidegate/ready", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly("complete-lifecycle-action control ready CONTINUE i-1");
    }

    /** An instance whose region has so many objects under its release, or does not say. */
    private StandInShell waiting(String released) throws IOException {
        return new StandInShell(folder)
                .own("/opt/tidegate/metadata", "echo i-1")
                .standIn(
                        "aws",
                        "if [ \"$1\" = s3api ]; then",
                        released.isEmpty() ? "exit 254" : "echo " + released + "; exit",
                        "fi",
                        "note \"$2 $6 $8 ${10} ${12}\"");
    }

    /** An instance whose release is whole. */
    static StandInShell released(Path folder) throws IOException {
        return new StandInShell(folder).own("/opt/tidegate/check", ":");
    }

    /** The secret that RDS keeps. */
    static String secret(String password) {
        return "{\"username\":\"tidegate\",\"password\":\"" + password + "\"}";
    }

    /** Daemons of a region without a cluster. */
    static String control() {
        return control(List.of());
    }

    static String control(List<Map<String, Object>> cluster) {
        return control(cluster, List.of());
    }

    /** Daemons that start the release with this digest only, if any. */
    static String control(List<Map<String, Object>> cluster, List<String> release) {
        Map<String, Object> values = new HashMap<>();
        List.of("region", "signer", "collect", "metrics", "act", "authorities")
                .forEach(name -> values.put(name, name));
        values.put("tier", "prod");
        values.put("bucket", "documents");
        values.put("secret", "arn:secret");
        values.put("group", "control");
        values.put("hook", "ready");
        values.put("status", "9464");
        values.put("cluster", cluster);
        values.put("release", release);
        values.put(
                "cache",
                List.of(
                        new FlagHash(
                                        CacheSettings.Kind.MANAGED,
                                        List.of("cache.example:6379"),
                                        true,
                                        GatewayNode.PASSWORDS)
                                .shown()));
        values.put(
                "files",
                List.of(
                        Map.of(
                                "path",
                                "control/tidegate.yaml",
                                "name",
                                "tidegate.yaml",
                                "version",
                                "first")));
        return Template.named("control-node.sh.mustache").fill(values);
    }

    /** What the daemon's unit gives to all that it runs. */
    static Map<String, String> environment(String node) {
        Map<String, String> environment = new HashMap<>();
        node.lines()
                .filter(line -> line.startsWith("Environment="))
                .flatMap(line -> List.of(line.substring(12).split(" ")).stream())
                .map(word -> word.split("=", 2))
                .forEach(word -> environment.put(word[0], word[1]));
        return environment;
    }
}
