package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the passwords of ledger and cache reach a daemon: the instance's own script, with stand-ins for AWS and systemd. */
@Needs(value = Component.JQ, installed = true)
class ControlPasswordTest {
    @TempDir private Path folder;

    /** The unit's profile is that of what acts on fleets, which may read neither a document nor a secret. */
    @Test
    void aReleaseAndItsPasswordAreFetchedInTheInstancesOwnRole() throws Exception {
        StandInShell shell =
                ControlNodeTest.released(folder)
                        .standIn("aws", "note \"${AWS_PROFILE:-own} $1\"", ControlNodeTest.SECRET)
                        .file("secret", ControlNodeTest.secret("first"))
                        .file("shown", "drawn");
        String node = ControlNodeTest.control();

        int exit = shell.run(node, "/opt/tidegate/fetch", ControlNodeTest.environment(node));

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly("own s3api", "own s3", "own secretsmanager", "own ssm");
        assertThat(shell.text("run/tidegate.env"))
                .isEqualTo("PGPASSWORD=\"first\"\nREDIS_PASSWORD=drawn\n");
        assertThat(ControlNodeTest.environment(node))
                .containsEntry("REDIS_TLS", "1")
                .containsEntry("REDIS_USER", "daemon");
    }

    /** AWS turns it over every week, and the daemon reads it at its start only. */
    @Test
    void aPasswordThatWasTurnedOverStartsTheDaemonAgainOnce() throws Exception {
        StandInShell shell =
                ControlNodeTest.released(folder)
                        .standIn("aws", ControlNodeTest.SECRET)
                        .standIn("systemctl", "note \"systemctl $*\"")
                        .file("secret", ControlNodeTest.secret("first"))
                        .file("shown", "drawn");
        String node = ControlNodeTest.control();
        shell.run(node, "/opt/tidegate/fetch", ControlNodeTest.environment(node));
        shell.run(node, "/opt/tidegate/password", Map.of(), "renew");
        assertThat(shell.notes()).isEmpty();

        shell.file("secret", ControlNodeTest.secret("second"));
        shell.run(node, "/opt/tidegate/password", Map.of(), "renew");
        shell.run(node, "/opt/tidegate/password", Map.of(), "renew");

        assertThat(shell.notes()).containsExactly("systemctl try-restart tidegate.service");
        assertThat(shell.text("run/tidegate.env"))
                .isEqualTo("PGPASSWORD=\"second\"\nREDIS_PASSWORD=drawn\n");
        assertThat(node)
                .contains("ExecStart=/opt/tidegate/password renew")
                .containsPattern("units=.*tidegate-password.timer");
    }

    /** In what systemd reads a value without quotes loses its backslashes, and one that begins with a quote its end. */
    @Test
    void aPasswordOfAnyCharactersArrives() throws Exception {
        StandInShell shell =
                new StandInShell(folder)
                        .standIn("aws", ControlNodeTest.SECRET)
                        .file("secret", ControlNodeTest.secret("\\\"a\\\\b$c`d#"))
                        .file("shown", "drawn");

        int exit = shell.run(ControlNodeTest.control(), "/opt/tidegate/password", Map.of());

        assertThat(exit).as(shell.said()).isZero();
        assertThat(shell.text("run/tidegate.env")).startsWith("PGPASSWORD=\"\\\"a\\\\b$c`d#\"\n");
    }

    @Test
    void aSecretWithoutAPasswordIsNone() throws Exception {
        StandInShell shell =
                new StandInShell(folder)
                        .standIn("aws", ControlNodeTest.SECRET)
                        .file("secret", "{\"username\":\"tidegate\"}")
                        .file("shown", "drawn")
                        .file("run/tidegate.env", "PGPASSWORD=known");

        int exit = shell.run(ControlNodeTest.control(), "/opt/tidegate/password", Map.of());

        assertThat(exit).isNotZero();
        assertThat(shell.text("run/tidegate.env")).isEqualTo("PGPASSWORD=known\n");
    }
}
