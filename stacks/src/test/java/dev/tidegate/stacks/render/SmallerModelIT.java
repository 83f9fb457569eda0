package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two fleets behind the rendered gateway in a real HAProxy, of which one may answer for the other, and a real Redis where a book says for
 * how much of it.
 */
@Needs(
        value = {Component.HAPROXY, Component.SOCAT, Component.REDIS},
        installed = true)
class SmallerModelIT {
    private static final int MANY = 400;

    @TempDir private static Path folder;

    private static RunningGateway gateway;
    private static FlagFollower flags;
    private static HttpServer large;
    private static int asked;

    @BeforeAll
    static void start() throws Exception {
        large = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        large.createContext(
                "/",
                exchange -> {
                    byte[] answer = "large".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        large.start();
        gateway =
                RunningGateway.of(
                        folder, FleetExamples.withSmaller("large", "chat"), FleetExamples.chat());
        flags = new FlagFollower(folder, gateway);
        gateway.join("large", "gpu_1", large.getAddress().getPort());
        gateway.serve("chat");
    }

    @BeforeEach
    void withoutATier() throws Exception {
        flags.takeBack("canary_pct", "canary_p0", "shed_p3");
        for (String backend : List.of("large_gpu", "large_p0", "chat_gpu", "chat_p0")) {
            gateway.awaitUp(backend + ",gpu_1");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        flags.close();
        gateway.close();
        large.stop(0);
    }

    @Test
    void withoutATierEveryModelAnswersForItself() throws Exception {
        assertThat(answeredBySmaller(MANY)).isZero();
    }

    /** Five standard deviations to both sides. */
    @Test
    void aShareOfTheRequestsIsAnsweredByTheSmallerModelUntilItIsTakenBack() throws Exception {
        flags.set("canary_pct", "20");

        long before = counted();
        int answered = answeredBySmaller(MANY);

        assertThat(answered).isBetween(40, 120);
        assertThat(counted() - before).isEqualTo(answered);

        flags.takeBack("canary_pct");

        assertThat(answeredBySmaller(MANY)).isZero();
    }

    @Test
    void allOfItIsAllOfItButTheFirstClass() throws Exception {
        flags.set("canary_pct", "100");

        assertThat(answeredBySmaller(50)).isEqualTo(50);
        for (int i = 0; i < 10; i++) {
            assertThat(gateway.ask("large", "Bearer first").body()).isEqualTo("large");
        }

        flags.set("canary_p0", "1");

        for (int i = 0; i < 10; i++) {
            assertThat(gateway.ask("large", "Bearer first").body()).isEqualTo("p0");
        }
    }

    @Test
    void whatIsNoShareMovesNobody() throws Exception {
        for (String value : List.of("101", "999999999", "half", "-50", "")) {
            flags.set("canary_pct", value);

            assertThat(answeredBySmaller(20)).as(value).isZero();
        }
    }

    /** Otherwise a tier would turn away whom nobody had to. */
    @Test
    void whoWouldWaitForTheSmallerModelIsAnsweredByTheOneHeAskedFor() throws Exception {
        flags.set("canary_pct", "100");
        List<CompletableFuture<HttpResponse<String>>> held = gateway.full();

        assertThat(answeredBySmaller(20)).isZero();

        gateway.release();
        held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }

    @Test
    void aSmallerModelWithoutAReplicaAnswersNobody() throws Exception {
        flags.set("canary_pct", "100");
        gateway.say("set server chat_gpu/gpu_1 state maint");

        int answered = answeredBySmaller(20);

        gateway.say("set server chat_gpu/gpu_1 state ready");
        assertThat(answered).isZero();
    }

    /** Whoever is turned away by a tier is so under the model that he asked for. */
    @Test
    void aTierThatShedsComesFirst() throws Exception {
        flags.set("canary_pct", "100", "shed_p3", "1");

        assertThat(gateway.ask("large", "Bearer last").body()).contains("shed");
        assertThat(gateway.metrics())
                .contains("haproxy_backend_requests_denied_total{proxy=\"large_shed_p3\"} 1");
    }

    /** Of so many requests for the large model, each by a key of its own, since a key has a limit. */
    private static int answeredBySmaller(int requests) throws Exception {
        int smaller = 0;
        for (int i = 0; i < requests; i++) {
            HttpResponse<String> answer = gateway.ask("large", "Bearer key" + asked++);
            boolean moved = answer.body().equals("p2");
            assertThat(answer.body()).isIn("large", "p2");
            assertThat(answer.headers().firstValue("X-Tidegate-Model"))
                    .isEqualTo(moved ? Optional.of("chat") : Optional.empty());
            smaller += moved ? 1 : 0;
        }
        return smaller;
    }

    /** What the exporter says of it. */
    private static long counted() throws Exception {
        return Pattern.compile(
                        "(?m)^haproxy_server_http_responses_total\\{proxy=\"chat_loop_p.\",server=\"for_large\",code=\"2xx\"} (\\d+)$")
                .matcher(gateway.metrics())
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}
