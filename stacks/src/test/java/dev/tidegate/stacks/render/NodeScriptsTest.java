package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
                    "act", "act");

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
    }

    private static String control() {
        return Template.named("control-node.sh.mustache").fill(CONTROL);
    }

    /** What the daemon's unit gives to all that it runs. */
    private static Map<String, String> environment(String node) {
        Map<String, String> environment = new java.util.HashMap<>();
        node.lines()
                .filter(line -> line.startsWith("Environment="))
                .flatMap(line -> List.of(line.substring(12).split(" ")).stream())
                .map(word -> word.split("=", 2))
                .forEach(word -> environment.put(word[0], word[1]));
        return environment;
    }
}
