package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rendered gateway in a real HAProxy, with one replica that answers when the test lets it. */
@Needs(value = Component.HAPROXY, installed = true)
class HaproxyIT extends GatewayRig {
    @Test
    void haproxyFindsNothingToComplainOf() throws Exception {
        Process check =
                new ProcessBuilder("haproxy", "-c", "-f", gateway.configuration())
                        .redirectErrorStream(true)
                        .start();

        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("ALERT", "WARNING");
    }

    @Test
    void aKeysClassComesFromTheMapAndNotFromTheClient() throws Exception {
        assertThat(gateway.post("/v1/chat", "Bearer first", "p3").body()).isEqualTo("p0");
        assertThat(gateway.post("/v1/chat", "Bearer last", "p0").body()).isEqualTo("p3");
        assertThat(gateway.post("/v1/chat", "Bearer unknown", "p0").body()).isEqualTo("p2");
    }

    @Test
    void nobodyIsServedWithoutAKey() {
        assertThat(gateway.get("/v1/chat", "")).isEqualTo(401);
    }

    /** The balancer stands in the network, too: what it hands on comes from outside. */
    @Test
    void metricsAreReadFromTheNetworkAndNotThroughTheBalancer() {
        assertThat(gateway.get("/metrics", "")).isEqualTo(200);
        assertThat(gateway.get("/metrics", "", "X-Forwarded-For", "203.0.113.7")).isEqualTo(401);
    }

    /** It has the fewest connections, and answers none of them for minutes. */
    @Test
    void whoStillLoadsItsModelIsGivenNothing() throws Exception {
        gateway.awaitUp("chat_p0,gpu_1");
        gateway.join("chat", "gpu_2", Ports.free());

        for (int i = 0; i < 8; i++) {
            assertThat(gateway.post("/v1/chat", "Bearer first", "p0").statusCode()).isEqualTo(200);
        }
    }

    /** A replica's log is read by others than the balancer's rules are. */
    @Test
    void whatTheEdgeShowsTheBalancerGoesNoFurther() throws Exception {
        assertThat(gateway.headers("X-Tidegate-Origin-use1", "secret", "X-Other", "kept"))
                .contains("X-other")
                .doesNotContain("origin");
    }

    /** The edge keeps the answer for everyone, and therefore asks without a key. */
    @Test
    void anyoneReadsWhichModelsThereAre() throws Exception {
        assertThat(gateway.models())
                .isEqualTo(
                        "{'object':'list','data':[{'id':'chat','object':'model'}]}"
                                .replace('\'', '"'));
    }

    @Test
    void aBucketLetsSoManyThroughAndSaysWhenToComeBack() throws Exception {
        int passed = 0;
        HttpResponse<String> refused = null;
        for (int i = 0; i < RunningGateway.BUCKET + 5; i++) {
            HttpResponse<String> response = gateway.post("/v1/chat", "Bearer busy", "p2");
            if (response.statusCode() == 200) {
                passed++;
            } else {
                refused = response;
            }
        }

        // One a second comes back while the test runs: a few more than the bucket on a slow
        // machine, never fewer.
        assertThat(passed).isBetween(RunningGateway.BUCKET, RunningGateway.BUCKET + 4);
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("rate");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 2);
        assertThat(gateway.post("/v1/chat", "Bearer other", "p2").statusCode()).isEqualTo(200);
    }

    @Test
    void aTierSetAtRunTimeShedsTheLastClassOnly() throws Exception {
        gateway.say("set map " + gateway.map("flags") + " shed_p3 1");

        assertThat(gateway.post("/v1/chat", "Bearer last", "p3").body()).contains("shed");
        assertThat(gateway.post("/v1/chat", "Bearer first", "p0").statusCode()).isEqualTo(200);
    }

    /** A large request's model may come after what fits into a buffer, and one without a body has none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void aRequestWhoseModelCannotBeReadKeepsItsClassAndIsShedLikeOthers(int length)
            throws Exception {
        String body = "{\"messages\":\"" + "x".repeat(length) + "\"";
        String sent = length == 0 ? "" : body + ",\"model\":\"chat\"}";

        assertThat(gateway.send("/v1/chat", "Bearer first", sent).body()).isEqualTo("p0");
        assertThat(gateway.counted("chat_loop_p0,BACKEND", 7)).isEqualTo("1");
        gateway.say("set map " + gateway.map("flags") + " shed_p3 1");
        assertThat(EagerClient.post(gateway.port(), "Bearer last", sent)).contains(" 429 ", "shed");
    }

    /** Whoever is refused at once may still be sending. */
    @ParameterizedTest
    @ValueSource(ints = {100, 100_000, 4_000_000})
    void aRefusalReachesWhoHasNotSentAllYet(int length) throws Exception {
        gateway.say("set server chat_gpu/gpu_1 state maint");
        String body = "{\"messages\":\"" + "x".repeat(length) + "\",\"model\":\"chat\"}";

        for (int i = 0; i < 20; i++) {
            assertThat(EagerClient.post(gateway.port(), "Bearer first", body))
                    .contains(" 503 ", "no_replica");
        }
    }

    /** As much as any kernel holds between edge and queue; how much more is a setting of an instance's. */
    @Test
    void aRefusalReachesWhoseLargeRequestHasWaited() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> held = gateway.full();
        String body = "{\"model\":\"chat\",\"messages\":\"" + "x".repeat(350_000) + "\"}";

        for (int i = 0; i < 8; i++) {
            assertThat(EagerClient.post(gateway.port(), "Bearer other", body))
                    .contains(" 429 ", "busy");
        }

        gateway.release();
        held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }

    /** Otherwise nothing leads from a client's complaint to the replica. */
    @Test
    void theLogsLinesOfARequestShareAnIdentifierAndNoKey() throws Exception {
        gateway.headers("X-Tidegate-Request", "forged");
        gateway.close();

        String log = Files.readString(folder.resolve("log.txt"));
        Matcher lines =
                Pattern.compile("(?m)^.* (edge|chat_inner) .*\\{([0-9a-f-]{36})}.*/v1/headers")
                        .matcher(log);
        Map<String, String> identifiers = new TreeMap<>();
        lines.results().forEach(line -> identifiers.put(line.group(1), line.group(2)));
        assertThat(identifiers).as(log).containsOnlyKeys("edge", "chat_inner");
        assertThat(Set.copyOf(identifiers.values())).hasSize(1);
        assertThat(log).doesNotContain("Bearer", "forged");
    }

    @Test
    void theStaticAnswerIsOneFlagAway() throws Exception {
        gateway.say("set map " + gateway.map("flags") + " static 1");

        HttpResponse<String> response = gateway.post("/v1/chat", "Bearer first", "p0");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
    }

    @Test
    void aFullFleetTurnsTheLastClassAwayAndStillAnswersTheFirst() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> held = gateway.full();

        HttpResponse<String> last = gateway.post("/v1/chat", "Bearer last", "p3");
        HttpResponse<String> first = gateway.post("/v1/chat", "Bearer first", "p0");

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("busy");
        assertThat(last.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(first.statusCode()).isEqualTo(200);
        gateway.release();
        held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }

    @Test
    void withoutAReplicaTheAnswerIsImmediate() throws Exception {
        gateway.say("set server chat_gpu/gpu_1 state maint");

        HttpResponse<String> response = gateway.post("/v1/chat", "Bearer first", "p0");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("no_replica");
        assertThat(gateway.get("/readyz", "none")).isEqualTo(503);
    }

    /** One fleet's absence is told by its own alert: the others' clients stay where they are served. */
    @Test
    void aRegionIsReadyWhileAnyOfItsFleetsHasAReplica() throws Exception {
        gateway.close();
        gateway = RunningGateway.of(folder, FleetExamples.chat(), FleetExamples.named("code"));
        assertThat(gateway.get("/readyz", "none")).isEqualTo(503);

        gateway.serve("code");

        gateway.awaitReady();
        assertThat(gateway.ask("code", "Bearer first").statusCode()).isEqualTo(200);
        assertThat(gateway.ask("chat", "Bearer first").statusCode()).isEqualTo(503);
    }

    @Test
    void aLargeRequestMayNameItsModelInAHeader() throws Exception {
        gateway.close();
        gateway = RunningGateway.of(folder, FleetExamples.chat(), FleetExamples.named("code"));
        gateway.serve("code");
        gateway.awaitReady();
        String body = "{\"messages\":\"" + "x".repeat(100_000) + "\",\"model\":\"code\"}";

        HttpResponse<String> named =
                gateway.send("/v1/chat", "Bearer first", body, "X-Model", "code");

        assertThat(named.statusCode()).isEqualTo(200);
        assertThat(EagerClient.post(gateway.port(), "Bearer first", body))
                .as("without it, the first fleet, which has no replica")
                .contains(" 503 ", "no_replica");
    }
}
