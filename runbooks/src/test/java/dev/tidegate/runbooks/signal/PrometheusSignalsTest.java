package dev.tidegate.runbooks.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusSignalsTest {
    private static final String ANSWER =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"7\"]}}";

    @Test
    void credentialsGoWithEveryRequestAsTheyAreThen() throws IOException {
        List<String> seen = new ArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.sendResponseHeaders(200, ANSWER.length());
                    exchange.getResponseBody().write(ANSWER.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.start();
        List<String> tokens = new ArrayList<>(List.of("Bearer old", "Bearer new"));
        Signals signals =
                new PrometheusSignals(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        () -> Optional.of(tokens.remove(0)));

        SignalReading first = signals.now("up");
        signals.now("up");
        server.stop(0);

        assertThat(first).isInstanceOf(SignalReading.Value.class);
        assertThat(seen).containsExactly("Bearer old", "Bearer new");
    }

    @Test
    void credentialsThatCannotBeReadAreAReasonForNoValue() {
        Signals signals =
                new PrometheusSignals(
                        URI.create("http://127.0.0.1:1"),
                        () -> {
                            throw new UncheckedIOException(new IOException("no /run/token"));
                        });

        assertThat(signals.now("up"))
                .isInstanceOfSatisfying(
                        SignalReading.Missing.class,
                        missing -> assertThat(missing.why()).contains("no /run/token"));
    }

    @Test
    void aPageInsteadOfAnAnswerIsToldAsOne() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody()
                            .write("<html>sign in".getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();

        SignalReading reading = new PrometheusSignals(URI.create(address)).now("up");
        server.stop(0);

        assertThat(reading)
                .isEqualTo(
                        new SignalReading.Missing(address + " answered 200 with what is no JSON"));
    }

    /** As of a query that yields a native histogram, or of a server that is none of Prometheus'. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"histogram\":[1,{\"count\":\"3\"}]}]}",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"many\"]}]}",
                "{\"resultType\":\"scalar\"}"
            })
    void aResultWithoutANumberIsAReasonForNoValue(String data) throws IOException {
        String answer = "{\"status\":\"success\",\"data\":" + data + "}";
        try (RawServer server = RawServer.answering(RawServer.answer(200, "", answer))) {
            URI address = URI.create("http://127.0.0.1:" + server.port());

            assertThat(new PrometheusSignals(address).now("latency"))
                    .isInstanceOfSatisfying(
                            SignalReading.Missing.class,
                            m -> assertThat(m.why()).startsWith("the query yields"));
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerWithoutAnEndIsNotReadIntoMemory() throws IOException {
        try (RawServer floods =
                RawServer.serving(
                        (in, out) -> {
                            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                            RawServer.flood(out);
                        })) {
            URI address = URI.create("http://127.0.0.1:" + floods.port());

            assertThat(new PrometheusSignals(address).now("up"))
                    .isInstanceOfSatisfying(
                            SignalReading.Missing.class,
                            m -> assertThat(m.why()).contains("the answer is longer than"));
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatFallsSilentInTheMiddleOfAnAnswerIsNotWaitedForAnyLonger() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, ANSWER.length());
                    exchange.getResponseBody().flush();
                });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();

        SignalReading reading =
                new PrometheusSignals(URI.create(address), Optional::empty, Duration.ofMillis(200))
                        .now("up");
        server.stop(0);

        assertThat(reading)
                .isEqualTo(new SignalReading.Missing(address + " does not answer in 200 ms"));
    }
}
