package dev.tidegate.autoscaler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected values are the published ones named by the generator. */
class LlmDemandTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final FlashCrowd NONE =
            new FlashCrowd(
                    MONDAY.plus(Duration.ofDays(90)),
                    Duration.ofMinutes(1),
                    Duration.ZERO,
                    Duration.ofMinutes(1),
                    1);

    private final LlmDemand demand = new LlmDemand(Scenario.SLOT, NONE);

    @Test
    void meanOfAWeekIsThePublishedOne() {
        double mean =
                IntStream.range(0, 7 * 1440)
                        .mapToDouble(m -> demand.rate(MONDAY.plus(Duration.ofMinutes(m))))
                        .average()
                        .orElseThrow();

        assertThat(mean).isCloseTo(45, within(2.0));
    }

    @Test
    void busiestHourIsAtFourteenAndOnePointEightTimesTheQuietest() {
        Instant wednesday = MONDAY.plus(Duration.ofDays(2));

        double busiest = demand.rate(wednesday.plus(Duration.ofHours(14)));
        double quietest = demand.rate(wednesday.plus(Duration.ofHours(2)));

        assertThat(busiest / quietest).isCloseTo(1.8, within(1e-9));
    }

    @Test
    void weekdayIsOnePointEightTimesTheWeekend() {
        Instant noon = MONDAY.plus(Duration.ofHours(12));

        double weekday = demand.rate(noon);
        double weekend = demand.rate(noon.plus(Duration.ofDays(5)));

        assertThat(weekday / weekend).isCloseTo(1.8, within(1e-9));
    }

    @Test
    void sameSeedGivesTheSameArrivals() {
        assertThat(arrivals(7)).isEqualTo(arrivals(7));
        assertThat(arrivals(8)).isNotEqualTo(arrivals(7));
    }

    @Test
    void crowdComesOnTheLastEveningOnly() {
        Scenario scenario = Scenario.of(1);

        double before = most(scenario, 0, scenario.firstSimulated());
        double after = most(scenario, scenario.firstSimulated(), scenario.slots());

        assertThat(after).isGreaterThan(1.5 * before);
    }

    private static double most(Scenario scenario, int from, int to) {
        return IntStream.range(from, to).mapToDouble(scenario::arrivals).max().orElseThrow();
    }

    private static double[] arrivals(long seed) {
        Scenario scenario = Scenario.of(seed);
        return IntStream.range(0, scenario.slots()).mapToDouble(scenario::arrivals).toArray();
    }
}
