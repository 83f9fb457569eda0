package dev.tidegate.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.KnownEvent.Repeats;
import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnownEventTest {
    @ParameterizedTest
    @CsvSource({
        "2028-02-28T18:00:00Z, 2028-02-29T06:00:00Z", // a 29 February
        "2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z",
        "2027-12-31T20:00:00Z, 2028-01-01T04:00:00Z",
        "2026-06-01T00:00:00Z, 2026-06-02T00:00:00Z"
    })
    void aYearlyEventHasTheSameLengthEveryYear(Instant from, Instant until) {
        var every = new KnownEvent("every", from, until, Repeats.YEARLY).occurrences();

        assertThat(every).hasSize(21).contains(new Event("every", from, until));
        assertThat(every)
                .allMatch(
                        event ->
                                Duration.between(event.start(), event.end())
                                        .equals(Duration.between(from, until)));
    }

    @Test
    void aSingleEventOccursOnce() {
        Instant from = Instant.parse("2028-02-29T00:00:00Z");
        Instant until = from.plusSeconds(1);

        assertThat(new KnownEvent("once", from, until, Repeats.NEVER).occurrences())
                .containsExactly(new Event("once", from, until));
    }
}
