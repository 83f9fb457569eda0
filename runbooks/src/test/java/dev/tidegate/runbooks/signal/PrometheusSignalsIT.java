package dev.tidegate.runbooks.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The answers of a real Prometheus, which watches itself. */
@Needs(Component.PROMETHEUS)
final class PrometheusSignalsIT {
    private static PrometheusServer server;
    private static Signals signals;

    @BeforeAll
    static void start() {
        server =
                PrometheusServer.start(
                        """
                        global: {scrape_interval: 1s}
                        scrape_configs:
                          - {job_name: nobody, static_configs: [{targets: ["127.0.0.1:1", "127.0.0.1:2"]}]}
                        """);
        signals = new PrometheusSignals(URI.create(server.url()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String missing(String query) {
        SignalReading reading = signals.now(query);
        assertThat(reading).isInstanceOf(SignalReading.Missing.class);
        return ((SignalReading.Missing) reading).why();
    }

    @Test
    void oneNumberIsAValue() {
        for (String query : List.of("vector(0.25)", "scalar(vector(0.25))", "1 / 4")) {
            assertThat(signals.now(query))
                    .isInstanceOfSatisfying(
                            SignalReading.Value.class,
                            v -> assertThat(v.sample().value()).isEqualTo(0.25));
        }
    }

    @Test
    void valueCarriesTheServersTime() {
        Instant before = Instant.now().minusSeconds(1);

        SignalReading reading = signals.now("time()");

        Sample sample = ((SignalReading.Value) reading).sample();
        assertThat(sample.at()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(sample.value()).isEqualTo(sample.at().toEpochMilli() / 1000.0, within(1.0));
    }

    @Test
    void whatIsNoSingleNumberIsMissing() {
        assertThat(missing("up{job=\"nothing\"}")).contains("0 series");
        assertThat(missing("vector(0) / 0")).contains("NaN");
        assertThat(missing("sum(")).contains("400");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(missing("up")).contains("2 series"));
    }

    @Test
    void serverThatDoesNotAnswerIsMissingToo() {
        Signals dead = new PrometheusSignals(URI.create("http://127.0.0.1:1"));

        assertThat(dead.now("vector(1)")).isInstanceOf(SignalReading.Missing.class);
    }

    @Test
    void rangeIsReadOldestFirstAndLeavesHolesOut() {
        Instant end = Instant.parse("2026-03-01T00:10:00Z");
        Instant start = end.minus(Duration.ofMinutes(4));

        List<Sample> samples =
                signals.range(
                        "vector(time()) > " + start.plusSeconds(60).getEpochSecond(),
                        start,
                        end,
                        Duration.ofMinutes(1));

        assertThat(samples)
                .extracting(Sample::at)
                .containsExactly(end.minusSeconds(120), end.minusSeconds(60), end);
    }

    @Test
    void rangeOfSeveralSeriesIsRefused() {
        Instant now = Instant.now();
        assertThatThrownBy(
                        () ->
                                signals.range(
                                        "vector(1) or label_replace(vector(2), \"a\", \"b\", \"\", \"\")",
                                        now.minusSeconds(60),
                                        now,
                                        Duration.ofSeconds(15)))
                .isInstanceOf(SignalException.class)
                .hasMessageContaining("2 series");
    }
}
