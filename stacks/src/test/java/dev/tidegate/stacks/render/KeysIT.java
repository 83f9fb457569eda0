package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys a gateway serves: a real HAProxy, and the gateway's own script that takes them from the secrets that list them. */
@Needs(
        value = {Component.HAPROXY, Component.SOCAT},
        installed = true)
class KeysIT {
    private static final String FIRST = RunningGateway.digest("Bearer first") + " p0";
    private static final String NEW = RunningGateway.digest("Bearer new") + " p1";

    private RunningGateway gateway;
    private StandInShell shell;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.checking(folder, "llm/keys", FleetExamples.chat());
        gateway.serve("chat");
        gateway.awaitReady();
        shell =
                new StandInShell(folder.resolve("node"))
                        .standIn("aws", "cat \"$HERE/$6\"")
                        .link("/run/haproxy/admin.sock", gateway.socket());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aKeyThatNobodyListedIsToldSoAndIsNobodysLackOfRoom() throws Exception {
        HttpResponse<String> unknown = ask("unknown");

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).contains("unknown_key");
        assertThat(unknown.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(ask("first").body()).isEqualTo("p0");
        assertThat(ask("last").body()).isEqualTo("p3");
        assertThat(gateway.metrics())
                .doesNotContainPattern("requests_denied_total\\{proxy=\"[a-z_0-9]+\"} [1-9]");
    }

    /** Neither a reload nor a moment without keys. */
    @Test
    void whatIsListedAnewIsServedAndWhatIsListedNoMoreIsNot() throws Exception {
        String process = gateway.say("show info");
        list("# issued by billing", "", FIRST, NEW);

        assertThat(follow()).as(shell.said()).isZero();

        assertThat(ask("new").body()).isEqualTo("p1");
        assertThat(ask("first").body()).isEqualTo("p0");
        assertThat(ask("last").statusCode()).isEqualTo(401);
        assertThat(Files.readAllLines(gateway.map("keys"))).containsExactlyInAnyOrder(FIRST, NEW);
        assertThat(gateway.say("show info")).contains(pid(process));
    }

    @Test
    void keysOfSeveralSecretsAreServedTogetherHoweverMany() throws Exception {
        List<String> many = new ArrayList<>(List.of(FIRST));
        for (int i = 0; i < 900; i++) {
            many.add(RunningGateway.digest("Bearer many" + i) + " p2");
        }
        list(many.toArray(String[]::new));
        shell.file("llm/more", NEW);

        assertThat(follow("llm/keys", "llm/more")).as(shell.said()).isZero();

        assertThat(ask("new").statusCode()).isEqualTo(200);
        assertThat(ask("many0").statusCode()).isEqualTo(200);
        assertThat(ask("many899").statusCode()).isEqualTo(200);
        assertThat(ask("last").statusCode()).isEqualTo(401);
    }

    /** A secret that cannot be read, is empty, or has a line that is none, must not turn everybody away; nor is a line of it shown. */
    @Test
    void whatIsNoListLeavesEveryKeyAsItIs() throws Exception {
        assertThat(follow()).as("no secret").isNotZero();
        for (List<String> lines :
                List.of(
                        List.of(""),
                        List.of("# none"),
                        List.of(NEW, "sk-secret p0"),
                        List.of(NEW, FIRST.substring(1)),
                        List.of(NEW + "; clear map #0"),
                        List.of(FIRST, FIRST.replace("p0", "p2")))) {
            list(lines.toArray(String[]::new));

            assertThat(follow()).as(lines.toString()).isNotZero();
            assertThat(shell.said()).contains("all keys stay").doesNotContain("sk-secret");
            assertThat(ask("last").body()).as(lines.toString()).isEqualTo("p3");
            assertThat(ask("new").statusCode()).isEqualTo(401);
        }
    }

    /** Before HAProxy runs there is a file that it will read, and nobody to tell. */
    @Test
    void aGatewaysFirstStartHasTheListBeforeHaproxy() throws Exception {
        Files.delete(folder.resolve("node/run/haproxy/admin.sock"));
        list(FIRST);

        assertThat(follow()).as(shell.said()).isZero();

        assertThat(Files.readAllLines(gateway.map("keys"))).containsExactly(FIRST);
        assertThat(GatewayNode.checking("llm/keys"))
                .containsSubsequence(
                        "until /opt/tidegate/keys; do sleep 5; done",
                        "systemctl enable --now haproxy.service");
    }

    private HttpResponse<String> ask(String key) throws Exception {
        return gateway.post("/v1/chat", "Bearer " + key, "p0");
    }

    private void list(String... lines) throws IOException {
        shell.file("llm/keys", String.join("\n", lines));
    }

    /** One pass of what the instance runs, with the rendered gateway's own map. */
    private int follow(String... secrets) throws Exception {
        String script =
                GatewayNode.checking(secrets.length == 0 ? new String[] {"llm/keys"} : secrets)
                        .replace("/etc/haproxy/maps/keys.map", gateway.map("keys").toString());
        return shell.run(script, "/opt/tidegate/keys", Map.of());
    }

    private static String pid(String info) {
        return info.lines().filter(line -> line.startsWith("Pid:")).findFirst().orElseThrow();
    }
}
