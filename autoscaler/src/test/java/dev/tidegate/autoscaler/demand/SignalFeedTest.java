package dev.tidegate.autoscaler.demand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.SignalSettings;
import dev.tidegate.autoscaler.metrics.InMemoryMetrics;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalFeedTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final SignalFeed feed =
            new SignalFeed(
                    metrics,
                    new SignalSettings(
                            Optional.of("queued"), Optional.of("away"), Optional.empty()));

    @Test
    void aSignalReadsAsItIsNow() {
        metrics.record("queued", NOON, 7);
        metrics.record("away", NOON, 0);

        assertThat(feed.queued(NOON.plusMillis(400))).hasValue(7);
        assertThat(feed.turnedAway(NOON)).hasValue(0);
        assertThat(feed.latencyP99(NOON)).isEmpty();
    }

    /** One of them would be added to demand, and outweigh all of it. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e16, 1e308, Double.POSITIVE_INFINITY, Double.NaN})
    void aSignalThatCannotBeIsAbsent(double glitch) {
        metrics.record("queued", NOON, glitch);
        metrics.record("away", NOON, glitch);

        assertThat(feed.queued(NOON)).isEmpty();
        assertThat(feed.turnedAway(NOON)).isEmpty();
    }

    @Test
    void whatWasTurnedAwayIsKnownSlotBySlot() {
        metrics.record("away", NOON.minus(MINUTE), 5);
        metrics.record("away", NOON, 0);

        History read = feed.turnedAway(MINUTE, Duration.ofMinutes(3), NOON).orElseThrow();

        Series past = ((History.Read) read).series();
        assertThat(past.end()).isEqualTo(NOON);
        assertThat(past.knownSlots()).isEqualTo(2);
        assertThat(past.value(1)).isEqualTo(5);
    }

    @Test
    void aPastThatIsNotAskedForIsAbsentAndOneThatIsNotAnsweredSaysWhy() {
        SignalFeed none =
                new SignalFeed(
                        metrics,
                        new SignalSettings(Optional.empty(), Optional.empty(), Optional.empty()));
        metrics.record("away", NOON, 5);

        assertThat(none.turnedAway(MINUTE, Duration.ofMinutes(3), NOON)).isEmpty();

        metrics.fail(Reason.METRICS_UNREACHABLE);
        assertThat(feed.turnedAway(MINUTE, Duration.ofMinutes(3), NOON))
                .hasValueSatisfying(
                        past ->
                                assertThat(past)
                                        .isInstanceOfSatisfying(
                                                History.Unavailable.class,
                                                no ->
                                                        assertThat(no.why())
                                                                .isEqualTo(
                                                                        Reason
                                                                                .METRICS_UNREACHABLE)));
    }

    @Test
    void aSignalThatIsNotAnsweredIsAbsent() {
        metrics.record("queued", NOON, 7);
        metrics.fail(Reason.METRICS_UNREACHABLE);

        assertThat(feed.queued(NOON)).isEmpty();
    }
}
