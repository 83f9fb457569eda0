package dev.tidegate.autoscaler.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings.Credentials;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PrometheusSourceTest {
    private static final String ONE =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":"
                    + "[{\"metric\":{},\"values\":[[600,\"5\"]]}]}}";
    private static final RangeQuery QUERY =
            RangeQuery.newest(
                    "sum(rate(x[1m]))", Instant.ofEpochSecond(600), Duration.ofMinutes(1));

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<Optional<String>> authorizations = new ArrayList<>();
    private final List<Instant> serverTimes = new ArrayList<>();
    private HttpServer server;
    private boolean isSilent; // during a response

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/query_range",
                exchange -> {
                    bodies.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    authorizations.add(
                            Optional.ofNullable(
                                    exchange.getRequestHeaders().getFirst("Authorization")));
                    int status = statuses.isEmpty() ? 200 : statuses.removeFirst();
                    byte[] answer = ONE.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer, 0, isSilent ? 1 : answer.length);
                    exchange.getResponseBody().flush();
                    if (!isSilent) {
                        exchange.close();
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theRequestCarriesExpressionRangeAndStep() {
        Answer answer = source(1_024, Optional.empty()).ask(QUERY);

        assertThat(answer).isInstanceOf(Answer.Samples.class);
        assertThat(bodies.get(0).split("&"))
                .contains(
                        "query=sum%28rate%28x%5B1m%5D%29%29",
                        "start=600.000", "end=600.000", "step=60.000");
    }

    @Test
    void transientFailuresAreRetriedAndRefusalsAreNot() {
        statuses.add(503);
        Answer passing = source(1_024, Optional.empty()).ask(QUERY);
        int requests = bodies.size();

        statuses.add(400);
        Answer refused = source(1_024, Optional.empty()).ask(QUERY);

        assertThat(passing).isInstanceOf(Answer.Samples.class);
        assertThat(requests).isEqualTo(2);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.why()).isEqualTo(Reason.METRICS_REFUSED));
        assertThat(bodies).hasSize(3);
    }

    @Test
    void retriesEndAndTheAnswerIsUnreachable() {
        statuses.addAll(List.of(503, 503, 503, 503, 503));

        Answer answer = source(1_024, Optional.empty()).ask(QUERY);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.why()).isEqualTo(Reason.METRICS_UNREACHABLE));
        assertThat(bodies).hasSize(3);
    }

    @Test
    void aRefusedConnectionIsReportedReadably() {
        server.stop(0);

        assertThat(source(1_024, Optional.empty()).ask(QUERY))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none ->
                                assertThat(none.detail())
                                        .startsWith("http://127.0.0.1:")
                                        .endsWith(
                                                "nothing answers there (connection refused, or no"
                                                        + " such host)"));
    }

    @Test
    void aServerThatKeepsFailingOpensTheCircuitBreaker() {
        PrometheusSource source = source(1_024, Optional.empty());
        for (int i = 0; i < 100; i++) {
            statuses.add(503);
        }
        for (int i = 0; i < PrometheusSource.FAILURE_THRESHOLD; i++) {
            source.ask(QUERY);
        }
        int before = bodies.size();

        Answer answer = source.ask(QUERY);

        assertThat(bodies).hasSize(before);
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> {
                            assertThat(none.why()).isEqualTo(Reason.METRICS_UNREACHABLE);
                            assertThat(none.detail()).contains("left alone for 5.0 s");
                        });
    }

    @Test
    void theCircuitBreakerClosesAgain() {
        PrometheusSource source = source(Duration.ofMillis(200), 1_024, Optional.empty());
        statuses.addAll(List.of(503, 503, 503, 503, 503, 503, 503, 503, 503));
        for (int i = 0; i < PrometheusSource.FAILURE_THRESHOLD; i++) {
            source.ask(QUERY);
        }
        statuses.clear();

        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> source.ask(QUERY) instanceof Answer.Samples);
    }

    @Test
    void aWrongPasswordIsReportedWithTheExpectedSetting() {
        statuses.add(401);

        Answer answer = source(1_024, Optional.empty()).ask(QUERY);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none ->
                                assertThat(none.detail())
                                        .startsWith("status 401")
                                        .contains("user and password"));
    }

    @Test
    void anUnreachableServerIsAnAnswerNotAnException() {
        server.stop(0);

        Answer answer = source(1_024, Optional.empty()).ask(QUERY);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.why()).isEqualTo(Reason.METRICS_UNREACHABLE));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatStopsDuringAResponseTimesOut() {
        PrometheusSource source = source(Duration.ofMillis(200), 1_024, Optional.empty());
        isSilent = true;
        Answer broken = source.ask(QUERY);
        isSilent = false;

        assertThat(broken)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> {
                            assertThat(none.why()).isEqualTo(Reason.METRICS_UNREACHABLE);
                            assertThat(none.detail()).endsWith("no whole answer within 0.2 s");
                        });
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(source.ask(QUERY)).isInstanceOf(Answer.Samples.class);
    }

    @Test
    void anAnswerBeyondTheLimitIsRefused() {
        Answer answer = source(50, Optional.empty()).ask(QUERY);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.detail()).contains("largest_answer"));
    }

    @Test
    void theLargestLimitAcceptsAnAnswer() {
        assertThat(source(Integer.MAX_VALUE, Optional.empty()).ask(QUERY))
                .isInstanceOf(Answer.Samples.class);
    }

    @Test
    void credentialsAppearInTheRequestOnly() {
        source(1_024, Optional.of(new Credentials.Bearer(new Secret.InEnvironment("TOKEN"))))
                .ask(QUERY);
        source(1_024, Optional.of(new Credentials.Basic("me", new Secret.InEnvironment("TOKEN"))))
                .ask(QUERY);

        assertThat(authorizations)
                .containsExactly(Optional.of("Bearer s3cret"), Optional.of("Basic bWU6czNjcmV0"));
    }

    @Test
    void aMissingSecretIsARefusalThatNamesIt() {
        Answer answer =
                source(1_024, Optional.of(new Credentials.Bearer(new Secret.InEnvironment("NONE"))))
                        .ask(QUERY);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.detail()).contains("NONE"));
        assertThat(bodies).isEmpty();
    }

    /** The JDK's server sends the date of this machine. */
    @Test
    void theServersTimeIsReceivedWithEachAnswer() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        statuses.add(503);
        source(1_024, Optional.empty()).ask(QUERY);

        assertThat(serverTimes).hasSize(2).allMatch(time -> !time.isBefore(before));
    }

    private PrometheusSource source(int largest, Optional<Credentials> credentials) {
        return source(Duration.ofSeconds(5), largest, credentials);
    }

    private PrometheusSource source(
            Duration timeout, int largest, Optional<Credentials> credentials) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new PrometheusSource(
                new PrometheusSettings(url, timeout, largest, credentials),
                Map.of("TOKEN", "s3cret"),
                serverTimes::add);
    }
}
