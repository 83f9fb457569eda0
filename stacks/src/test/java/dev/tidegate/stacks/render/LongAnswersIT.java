package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that take minutes, in a real HAProxy, while the gateway's script takes their replica out of service and others come. */
@Needs(
        value = {Component.HAPROXY, Component.SOCAT},
        installed = true)
class LongAnswersIT extends GatewayRig {
    private StandInShell shell;

    @BeforeEach
    void start() throws Exception {
        shell =
                new StandInShell(folder.resolve("node"))
                        .link("/run/haproxy/admin.sock", gateway.socket());
    }

    /** A newcomer there would have the slots only that they leave it. */
    @Test
    void aPlaceWhereTheyRunIsTakenLast() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> running = gateway.full();
        follow();

        follow("10.0.0.9");

        assertThat(server("gpu_1")).isEqualTo("127.0.0.1 5");
        assertThat(server("gpu_2")).isEqualTo("10.0.0.9 4");
        gateway.release();
        running.forEach(one -> assertThat(one.join().body()).isEqualTo("slow"));
        follow("10.0.0.9", "10.0.0.8");
        assertThat(server("gpu_1")).as("once they have ended").isEqualTo("10.0.0.8 4");
    }

    @Test
    void theyAreNotCutOffWhereTheirPlaceIsTheLastOne() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> running = gateway.full();
        follow("10.0.0.2", "10.0.0.3", "10.0.0.4");

        follow("10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.9");

        assertThat(server("gpu_1")).isEqualTo("10.0.0.9 4");
        gateway.release();
        running.forEach(one -> assertThat(one.join().body()).isEqualTo("slow"));
    }

    /** One pass of what the instance runs every five seconds, while these are the running instances of the fleet. */
    private void follow(String... addresses) throws Exception {
        String listed = String.join("\\tg6.xlarge\\n", addresses) + "\\tg6.xlarge\\n";
        shell.standIn(
                "aws",
                "[ \"$1\" != ec2 ] || printf '" + (addresses.length == 0 ? "" : listed) + "'");
        String node =
                GatewayNode.start()
                        .replace("/etc/haproxy/maps", folder.resolve("maps").toString())
                        .replaceFirst("(?m)^code code .*\n", "");
        assertThat(shell.run(node, "/opt/tidegate/members", Map.of())).as(shell.said()).isZero();
    }

    /** Address and administrative state; bit 1 is maintenance, 4 stays from the configuration. */
    private String server(String name) {
        return gateway.say("show servers state chat_gpu")
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(columns -> columns.length > 6 && columns[3].equals(name))
                .map(columns -> columns[4] + " " + columns[6])
                .findFirst()
                .orElseThrow();
    }
}
