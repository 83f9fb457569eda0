package dev.tidegate.stacks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GpuFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FleetTimesTest {
    @Test
    void aNewcomerIsHeldForTheLoadAndAThird() {
        FleetTimes times = FleetTimes.of(fleet(360, 90));

        assertThat(times.heartbeat()).isEqualTo(Duration.ofMinutes(8).plusSeconds(30));
        assertThat(times.grace()).isEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void whatFitsIntoASpotNoticeIsNotCut() {
        assertThat(FleetTimes.of(fleet(60, 120)).cutBySpot()).isZero();
        assertThat(FleetTimes.of(fleet(60, 121)).cutBySpot()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aHookShorterThanTheDrainIsRefused() {
        Duration minute = Duration.ofMinutes(1);
        assertThatThrownBy(
                        () ->
                                new FleetTimes(
                                        minute,
                                        minute,
                                        minute,
                                        Duration.ofSeconds(59),
                                        Duration.ZERO))
                .hasMessageContaining("PT59S")
                .hasMessageContaining("PT1M");
    }

    @Property(tries = 200, seed = "20260101")
    void everyInstanceHasTimeToArriveAndToLeave(
            @ForAll @IntRange(min = 1, max = 3600) int load,
            @ForAll @IntRange(min = 1, max = 3600) int longest) {
        FleetTimes times = FleetTimes.of(fleet(load, longest));

        assertThat(times.heartbeat()).isBetween(times.grace(), Duration.ofHours(2));
        assertThat(times.lease()).isBetween(times.drain(), Duration.ofHours(2));
        assertThat(times.drain().minus(times.cutBySpot()))
                .isLessThanOrEqualTo(FleetTimes.SPOT_NOTICE);
    }

    private static FleetSettings fleet(int load, int longest) {
        return new FleetSettings(
                "chat",
                FleetSettings.Platform.INSTANCES,
                GpuFamily.L4,
                1,
                Optional.empty(),
                new FleetSettings.Bounds(1, 8),
                new FleetSettings.Purchase(1, 0, Optional.empty()),
                Optional.empty(),
                Duration.ofSeconds(load),
                Duration.ofSeconds(longest),
                "s3://models/chat",
                new FleetSettings.Serving(
                        8000,
                        1000,
                        "tokens",
                        Duration.ofMinutes(5),
                        "0.1%",
                        Duration.ofSeconds(10)),
                List.of());
    }
}
