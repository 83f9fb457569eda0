package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.plan.FleetReading;
import dev.tidegate.autoscaler.plan.FleetView;
import dev.tidegate.autoscaler.plan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LaunchTimesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LaunchTimes launches = new LaunchTimes();

    @Test
    void aLaunchIsMeasuredFromTheLookBeforeItsOrder() {
        look(0, 0, 2);
        look(15, 3, 2);
        look(30, 3, 2);

        assertThat(look(60, 1, 4)).containsExactly(seconds(60), seconds(60));
        assertThat(look(75, 0, 5)).containsExactly(seconds(75));
    }

    @Test
    void whatWasOnItsWayBeforeTheFirstLookIsNotMeasured() {
        look(0, 2, 1);

        assertThat(look(15, 0, 3)).isEmpty();
    }

    @Test
    void aLaunchQuickerThanTheLooksIsCountedAtTheirDistance() {
        look(0, 0, 2);

        assertThat(look(15, 0, 4)).containsExactly(seconds(15), seconds(15));
    }

    @Test
    void cancelledLaunchesLeaveTheOldOrdersInTheirPlace() {
        look(0, 0, 2);
        look(15, 1, 2);
        look(30, 4, 2);
        look(45, 1, 2);

        assertThat(look(60, 0, 3)).containsExactly(seconds(60));
    }

    @Test
    void aLookThatFailedLosesNoLaunch() {
        look(0, 0, 2);
        look(15, 1, 2);
        launches.see(new FleetReading.Unseen(Reason.FLEET_UNREADABLE, 3));

        assertThat(look(45, 0, 3)).containsExactly(seconds(45));
    }

    private List<Duration> look(int second, int starting, int ready) {
        return launches.see(
                new FleetView(NOON.plusSeconds(second), 0, starting + ready, starting, ready));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
