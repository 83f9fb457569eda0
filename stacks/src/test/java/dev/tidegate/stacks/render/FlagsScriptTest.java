package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Target;
import dev.tidegate.stacks.settings.CacheSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a gateway follows the region's flags, with stand-ins for the cache's client and for HAProxy's socket. */
class FlagsScriptTest {
    private static final String MAP = "etc/haproxy/maps/flags.map";
    private static final FlagHash MANAGED =
            new FlagHash(
                    CacheSettings.Kind.MANAGED,
                    List.of("cache.example:6379"),
                    true,
                    GatewayNode.PASSWORDS);
    private static final FlagHash WATCHED =
            new FlagHash(
                    CacheSettings.Kind.SENTINEL,
                    List.of("10.0.0.10:26379", "10.0.0.11:26379"),
                    false,
                    GatewayNode.PASSWORDS);

    private static final String EVERY_FLAG_OFF = "for i in {1..12}; do echo \"$i) (nil)\"; done";

    @TempDir private Path folder;

    private StandInShell shell;

    /** A gateway whose first class is turned away, whose map has another's line and none of the queues'. */
    @BeforeEach
    void standing() throws IOException {
        String flags =
                "tier 2\nstatic 0\nshed_p0 1\nshed_p1 0\nshed_p2 0\nshed_p3 0\n"
                        + "max_tokens 0\ncanary_pct 0\ncanary_p0 0";
        shell =
                new StandInShell(folder)
                        .file(MAP, flags)
                        .file("running", flags)
                        .standIn(
                                "socat",
                                "read -r verb map file name value",
                                "[ \"$verb\" = show ] || note \"$verb $name $value\"",
                                "case $verb in",
                                "  show) sed 's/^/0x5581 /' \"$HERE/running\" ;;",
                                "  set) sed -i \"s/^$name .*/$name $value/\" \"$HERE/running\" ;;",
                                "  add) echo \"$name $value\" >>\"$HERE/running\" ;;",
                                "esac",
                                "echo");
    }

    @Test
    void aFlagOfTheCacheIsSetWhereItDiffersAndWhatIsNotThereIsZero() throws Exception {
        cache("(nil)", "(nil)", "(nil)", "(nil)", "\"1\"", "(nil)", "(nil)", "\"20\"", "\"5\"");

        assertThat(follow(MANAGED)).as(shell.said()).isZero();

        assertThat(shell.notes())
                .containsExactly(
                        "set shed_p0 0",
                        "set shed_p3 1",
                        "add maxq_p0 0",
                        "add maxq_p1 0",
                        "add maxq_p2 20",
                        "add maxq_p3 5");
    }

    /** A reload and a restart read the file, in which others' lines stay. */
    @Test
    void aReloadKeepsWhatIsInForce() throws Exception {
        cache("(nil)", "(nil)", "(nil)", "(nil)", "\"1\"", "(nil)", "(nil)", "(nil)", "\"5\"");

        follow(MANAGED);

        assertThat(shell.text(MAP).lines())
                .contains("tier 2", "shed_p3 1", "maxq_p3 5", "shed_p0 0")
                .doesNotContain("shed_p3 0", "shed_p0 1");
    }

    @Test
    void whatIsInForceAlreadyIsNotWrittenAgain() throws Exception {
        cache("(nil)", "(nil)", "(nil)", "(nil)", "\"1\"", "(nil)", "(nil)", "(nil)", "\"5\"");
        follow(MANAGED);
        int written = shell.notes().size();

        assertThat(follow(MANAGED)).as(shell.said()).isZero();

        assertThat(shell.notes()).hasSize(written);
    }

    @Test
    void aFullDiskKeepsNoFlagFromBeingInForce() throws Exception {
        cache("(nil)", "(nil)", "(nil)", "(nil)", "\"1\"", "(nil)", "(nil)", "(nil)", "\"5\"");
        shell.standIn(
                "awk", "echo 'awk: fatal: cannot write: No space left on device' >&2", "exit 2");

        assertThat(follow(MANAGED)).isNotZero();

        assertThat(shell.notes()).contains("set shed_p0 0", "set shed_p3 1", "add maxq_p3 5");
        assertThat(shell.text(MAP)).contains("shed_p0 1");
    }

    @Test
    void aCacheThatDoesNotAnswerIsNoneWithoutFlags() throws Exception {
        shell.standIn("redis6-cli", "echo 'Could not connect' >&2", "exit 1");

        assertThat(follow(MANAGED)).isNotZero();

        assertThat(shell.notes()).isEmpty();
        assertThat(shell.text(MAP)).contains("shed_p0 1");
    }

    /** The client ends well with whatever the server said. */
    @Test
    void neitherIsOneThatRefuses() throws Exception {
        for (String refusal :
                List.of(
                        "(error) LOADING Redis is loading the dataset in memory",
                        "(error) WRONGTYPE Operation against a key",
                        "")) {
            shell.standIn("redis6-cli", "echo '" + refusal + "'");

            assertThat(follow(MANAGED)).as(refusal).isNotZero();
        }

        assertThat(shell.notes()).isEmpty();
        assertThat(shell.text(MAP)).contains("shed_p0 1");
    }

    /** A semicolon begins another command of HAProxy's, and whoever is in the network writes to the cache. */
    @Test
    void whatIsNoNumberStaysAsItIsAndNeverReachesTheSocket() throws Exception {
        cache(
                "\"1; shutdown sessions server chat_gpu/gpu_1\"",
                "\"\\\"\\n0\"",
                "\"-1\"",
                "\"9999999999\"",
                "\"1\"",
                "\"\"",
                "(nil)",
                "(nil)",
                "(nil)");

        assertThat(follow(MANAGED)).as(shell.said()).isZero();

        assertThat(shell.notes())
                .containsExactly(
                        "set shed_p3 1", "add maxq_p1 0", "add maxq_p2 0", "add maxq_p3 0");
        assertThat(shell.said()).contains("shed_p0 stays");
    }

    @Test
    void aManagedCacheIsAskedOverTls() throws Exception {
        shell.standIn("redis6-cli", "note \"${*:1:7}\"", EVERY_FLAG_OFF);

        assertThat(follow(MANAGED)).as(shell.said()).isZero();

        assertThat(shell.notes().get(0)).isEqualTo("-h cache.example -p 6379 --user gateway --tls");
    }

    @Test
    void thePrimaryIsTheOneThatTheFirstSentinelToAnswerNames() throws Exception {
        shell.standIn(
                "redis6-cli",
                "note \"${*:1:5} ${REDISCLI_AUTH:-nothing}\"",
                "case \"$*\" in",
                "  *10.0.0.10*) exit 1 ;;",
                "  *SENTINEL*) printf '10.0.0.12\\n6379\\n' ;;",
                "  *) " + EVERY_FLAG_OFF + " ;;",
                "esac");

        assertThat(follow(WATCHED)).as(shell.said()).isZero();

        assertThat(shell.notes())
                .startsWith(
                        "-h 10.0.0.10 -p 26379 --raw nothing",
                        "-h 10.0.0.11 -p 26379 --raw nothing",
                        "-h 10.0.0.12 -p 6379 --user shown");
    }

    @Test
    void withoutASentinelThatAnswersAllStays() throws Exception {
        shell.standIn("redis6-cli", "echo 'ERR No such master with that name'");

        assertThat(follow(WATCHED)).isNotZero();

        assertThat(shell.notes()).isEmpty();
    }

    /** Its machine has it for as long as the unit runs, and no file of it does. */
    @Test
    void whatIsShownIsFetchedAtTheUnitsStart() throws Exception {
        Matcher unit =
                Pattern.compile("ExecStart=/bin/bash -c '(REDISCLI_AUTH.*)'\n")
                        .matcher(GatewayNode.start(MANAGED));
        assertThat(unit.find()).isTrue();
        String loop =
                unit.group(1).replace("while :; do /opt/tidegate/flags; sleep 2; done", "env");
        shell.own("/opt/tidegate/unit", loop);
        shell.standIn("aws", "note \"$*\"", "echo drawn");

        assertThat(shell.run("", "/opt/tidegate/unit", Map.of())).isZero();

        assertThat(shell.said()).contains("REDISCLI_AUTH=drawn");
        assertThat(shell.notes().get(0)).contains("--name cache-gateway-1 --with-decryption");

        shell.standIn("aws", "exit 254");
        assertThat(shell.run("", "/opt/tidegate/unit", Map.of())).isNotZero();
    }

    /** What a region without a cache has: its flags are its machines' own. */
    @Test
    void withoutACacheNothingIsFollowed() {
        assertThat(GatewayNode.start()).doesNotContain("redis6", "tidegate-flags");
        assertThat(GatewayNode.start(MANAGED))
                .contains("until dnf install -y haproxy socat jq redis6; do")
                .containsPattern("systemctl enable --now .*tidegate-flags.service");
    }

    /** Addresses of Sentinels have commas between them, as coordinates of a target do. */
    @Test
    void booksReadTheAddressThatIsMeant() {
        assertThat(Target.parse(WATCHED.target()).coordinates())
                .isEqualTo(
                        Map.of(
                                "address",
                                "tidegate@10.0.0.10:26379,10.0.0.11:26379",
                                "hash",
                                "tidegate:flags"));
        assertThat(MANAGED.target())
                .isEqualTo("redis-flags:address=cache.example:6379,hash=tidegate:flags");
    }

    /** The cache's answer to what is asked, a value a flag, as its client shows it; the last ones are not there. */
    private void cache(String... values) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < GatewayFiles.FOLLOWED.size(); i++) {
            String value = i < values.length ? values[i] : "(nil)";
            lines.append(i == 0 ? "" : "\n").append(i + 1).append(") ").append(value);
        }
        shell.file("answer", lines.toString()).standIn("redis6-cli", "cat \"$HERE/answer\"");
    }

    private int follow(FlagHash flags) throws Exception {
        return shell.run(
                GatewayNode.start(flags), "/opt/tidegate/flags", Map.of("REDISCLI_AUTH", "shown"));
    }
}
