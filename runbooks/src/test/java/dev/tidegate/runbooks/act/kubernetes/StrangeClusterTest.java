package dev.tidegate.runbooks.act.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.rig.Scratch;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a cluster's place, and a cluster that does not let an answer end. */
@Timeout(60)
final class StrangeClusterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Target NODE = Cordons.target("gpu-1");
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String A_NODE =
            """
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "gpu-1"}, "spec": {}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "\"ok\"",
                "<html>Sign in</html>",
                "{\"kind\": \"Status\", \"status\": \"Success\"}",
                "{\"kind\": \"Node\", \"metadata\": {\"name\": \"gpu-2\"}, \"spec\": {}}",
            })
    void aSuccessThatIsNotTheObjectIsNoObjectWithoutFields(String answer) throws IOException {
        try (RawServer other = RawServer.answering(RawServer.answer(200, JSON, answer));
                Clusters clusters = clusters("http", other)) {
            Unreadable node = (Unreadable) cordons(clusters).read(NODE);

            assertThat(node.reason()).isEqualTo(Failure.GARBLED);
            assertThat(node.detail()).isEqualTo(("the answer is no Node gpu-1: " + answer).strip());
            assertThat(
                            new HpaFloors(clusters, Ownership.RESPECT, CLOCK)
                                    .read(HpaFloors.target("ai", "chat")))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            hpa -> assertThat(hpa.reason()).isEqualTo(Failure.GARBLED));
        }
    }

    @Test
    void anAnswerThatComesByteByByteIsGivenUp() throws IOException {
        try (RawServer drips = endingNever("", true);
                Clusters clusters = clusters("http", drips)) {
            assertThat(cordons(clusters).read(NODE))
                    .isEqualTo(new Unreadable(Failure.TIMED_OUT, "the answer did not end in time"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"kind\": \"Node\", \"more\": \""})
    void anAnswerWithoutAnEndIsNotReadIntoMemory(String begin) throws IOException {
        try (RawServer floods = endingNever(begin, false);
                Clusters clusters = clusters("http", floods)) {
            assertThat(cordons(clusters).read(NODE)).isInstanceOf(Unreadable.class);
            assertThat(cordons(clusters).read(NODE))
                    .as("the client has survived it")
                    .isInstanceOf(Unreadable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.0.0.1", "*.internal, 127.0.0.1", "some_name,,127.0.0.0/8", "*"})
    void noProxyMayHaveWildcardsBlanksAndOddNames(String noProxy) throws IOException {
        assertThat(readBehind("http://127.0.0.1:1", noProxy)).isInstanceOf(Observed.class);
    }

    @Test
    void anEntryOfNoProxyThatIsLeftOutExemptsNothing() throws IOException {
        assertThat(readBehind("http://127.0.0.1:1", "*.internal,,some_name"))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aProxyOfAnotherKindMakesTheClusterUnreachable() throws IOException {
        assertThat(readBehind("ftp://proxy:21", "localhost"))
                .isEqualTo(
                        new Unreadable(
                                Failure.UNREACHABLE,
                                "Unsupported protocol specified on proxy URL"));
    }

    /** The client reads these properties as it does HTTP_PROXY, NO_PROXY and KUBECONFIG. */
    private static Reading readBehind(String proxy, String noProxy) throws IOException {
        try (RawServer cluster = RawServer.answering(RawServer.answer(200, JSON, A_NODE));
                Clusters clusters = Clusters.autoConfigured()) {
            System.setProperty("kubeconfig", kubeconfig("http", cluster).toString());
            System.setProperty("http.proxy", proxy);
            System.setProperty("no.proxy", noProxy);
            return cordons(clusters).read(NODE);
        } finally {
            List.of("kubeconfig", "http.proxy", "no.proxy").forEach(System::clearProperty);
        }
    }

    private static RawServer endingNever(String begin, boolean drip) {
        String head = "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 99999999999\r\n\r\n" + begin;
        return RawServer.serving(
                (in, out) -> {
                    RawServer.request(in);
                    out.write(head.getBytes(UTF_8));
                    if (drip) {
                        RawServer.drip(out);
                    } else {
                        RawServer.flood(out);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "'admission webhook \\\"policy.example\\\" denied the request: no cordon on Friday', INVALID",
        "'nodes \\\"gpu-1\\\" is forbidden: ValidatingAdmissionPolicy ''p'' with binding ''b'' denied request: no', INVALID",
        "'nodes \\\"gpu-1\\\" is forbidden: User \\\"x\\\" cannot patch resource', DENIED"
    })
    void whatARuleOfTheClusterRefusesIsNoMatterOfCredentials(String words, Failure reason)
            throws IOException {
        String refusal = status(403, words);
        try (RawServer cluster = patching(A_NODE, refusal);
                Clusters clusters = clusters("http", cluster)) {
            assertThat(applied(cordons(clusters), NODE, "cordoned", BooleanNode.TRUE))
                    .isInstanceOfSatisfying(
                            Outcome.Permanent.class,
                            no -> {
                                assertThat(no.reason()).isEqualTo(reason);
                                assertThat(no.detail()).isEqualTo(words.replace("\\", ""));
                            });
        }
    }

    @Test
    void ofTwoWritesTheSecondMayFailAndThenNobodyKnows() throws IOException {
        String mesh =
                """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "mesh", "namespace": "ai"},
                 "data": {"a": "1"}, "routes": [{"weight": 1}]}
                """;
        List<String> types = new CopyOnWriteArrayList<>();
        try (RawServer cluster =
                        RawServer.answeringAs(
                                request -> {
                                    if (request.startsWith("GET")) {
                                        return RawServer.answer(200, JSON, mesh);
                                    }
                                    types.add(request.contains("json-patch") ? "patch" : "apply");
                                    return types.size() == 1
                                            ? RawServer.answer(200, JSON, mesh)
                                            : status(403, "nobody may");
                                });
                Clusters clusters = clusters("http", cluster)) {
            ResourceFields fields = new ResourceFields(clusters, Ownership.TAKE, CLOCK);
            Target target = ResourceFields.target("v1", "ConfigMap", "ai", "mesh");
            var both =
                    new TreeMap<String, JsonNode>(
                            Map.of(
                                    "/data/a",
                                    TextNode.valueOf("2"),
                                    "/routes/0/weight",
                                    IntNode.valueOf(2)));

            Outcome outcome =
                    fields.apply(
                            fields.plan((Observed) fields.read(target), both),
                            ActuatorContract.held(1));

            assertThat(outcome)
                    .isEqualTo(
                            new Outcome.Unknown(
                                    Failure.DENIED,
                                    "some of it was written, and then: nobody may"));
        }
        assertThat(types).containsExactly("patch", "apply");
    }

    @Test
    void aClusterThatCannotProveWhoItIsIsSentNothing() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawServer pretends =
                        RawServer.untrusted((in, out) -> requests.add(RawServer.request(in)));
                Clusters clusters = clusters("https", pretends)) {
            assertThat(cordons(clusters).read(NODE))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            no -> assertThat(no.reason()).isEqualTo(Failure.UNTRUSTED));
        }
        assertThat(requests).isEmpty();
    }

    private static RawServer patching(String object, String answer) {
        return RawServer.answeringAs(
                request ->
                        request.startsWith("GET") ? RawServer.answer(200, JSON, object) : answer);
    }

    private static String status(int code, String words) {
        return RawServer.answer(
                code,
                JSON,
                "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"code\": %d, \"message\": \"%s\"}"
                        .formatted(code, words));
    }

    private static Outcome applied(Actuator actuator, Target target, String field, JsonNode value) {
        var desired = new TreeMap<String, JsonNode>(Map.of(field, value));
        return actuator.apply(
                actuator.plan((Observed) actuator.read(target), desired), ActuatorContract.held(1));
    }

    private static Cordons cordons(Clusters clusters) {
        return new Cordons(clusters, Ownership.RESPECT, CLOCK);
    }

    private static Clusters clusters(String scheme, RawServer server) throws IOException {
        return Clusters.of(kubeconfig(scheme, server));
    }

    private static Path kubeconfig(String scheme, RawServer server) throws IOException {
        Path file = Scratch.folder("kubeconfig").resolve("config");
        Files.writeString(
                file,
                """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: here, user: tester}}]
                clusters: [{name: here, cluster: {server: "%s://%s"}}]
                users: [{name: tester, user: {token: none}}]
                """
                        .formatted(scheme, server.address()));
        return file;
    }
}
