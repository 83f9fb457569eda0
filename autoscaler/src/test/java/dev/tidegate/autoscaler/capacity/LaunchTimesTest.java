package dev.tidegate.autoscaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTimesTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final LeadTime PRIOR = new LeadTime(Duration.ofMinutes(5));

    private final LaunchTimes launches = new LaunchTimes(PRIOR);
    private Instant now = START;

    private void look(int starting, int ready) {
        launches.observe(now, starting, ready);
        now = now.plusSeconds(60);
    }

    /** Orders {@code count} replicas that arrive three observations later. */
    private void threeMinuteLaunch(int count, int ready) {
        look(0, ready);
        look(count, ready);
        look(count, ready);
        look(count, ready);
        look(0, ready + count);
    }

    @Test
    void thePriorHoldsUntilEnoughLaunchesWereSeen() {
        threeMinuteLaunch(5, 10);

        assertThat(launches.leadTime()).isEqualTo(PRIOR);
    }

    @Test
    void afterwardsItIsAHighPercentileOfWhatWasMeasured() {
        threeMinuteLaunch(30, 10);

        assertThat(launches.leadTime().duration()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aClockThatIsSetForwardDuringLaunchesMakesThemNoLongerAndNoneOverdue() {
        look(0, 10);
        look(30, 10);
        look(30, 10);
        now = now.plusSeconds(7_200);
        launches.setAhead(now, Duration.ofHours(2));
        look(30, 10);

        assertThat(launches.overdue()).isFalse();

        look(0, 40);
        assertThat(launches.leadTime().duration()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aLookThatSawTheClockSetForwardAlreadyIsNotFromTheFuture() {
        look(0, 10);
        launches.observe(
                now.plusSeconds(7_200), 30, 10); // set between this look and the cycle's begin
        now = now.plusSeconds(7_260);
        launches.setAhead(now, Duration.ofHours(2));
        look(30, 10);
        look(0, 40);

        assertThat(launches.measured()).isEqualTo(30);
    }

    @Test
    void aClockThatIsSetBackDuringLaunchesMeasuresNone() {
        look(0, 10);
        look(30, 10);
        now = now.minusSeconds(180);
        look(30, 10);
        look(0, 40);

        assertThat(launches.measured()).isZero();
        assertThat(launches.leadTime()).isEqualTo(PRIOR);

        threeMinuteLaunch(30, 40);
        assertThat(launches.leadTime().duration()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void whatCannotHaveBeenMeasuredIsNotGoneOnFrom() {
        launches.resume(Collections.nCopies(30, -120));

        assertThat(launches.leadTime()).isEqualTo(PRIOR);
    }

    @Test
    void nineInTenOfThemTookNoLonger() {
        List<Integer> twenty =
                List.of(
                        70, 30, 200, 10, 190, 60, 20, 180, 50, 40, 170, 80, 90, 160, 100, 150, 110,
                        140, 120, 130);

        launches.resume(twenty);

        assertThat(launches.leadTime().duration()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void theLastTwoHundredAreRemembered() {
        for (int i = 0; i < 9; i++) {
            threeMinuteLaunch(20, 10);
        }
        assertThat(launches.seconds()).hasSize(180).containsOnly(180);

        for (int i = 0; i < 10; i++) {
            look(0, 10);
            look(20, 10);
            look(0, 30);
        }

        assertThat(launches.measured()).isEqualTo(380);
        assertThat(launches.seconds()).hasSize(200).containsOnly(60);
    }

    @Test
    void whatWasOnItsWayBeforeAnyoneLookedIsNotMeasured() {
        look(30, 10);
        look(30, 10);
        look(0, 40);

        assertThat(launches.measured()).isZero();
    }

    @Test
    void whatWasMeasuredGoesOnInAnother() {
        threeMinuteLaunch(30, 10);
        LaunchTimes next = new LaunchTimes(PRIOR);

        next.resume(launches.seconds());

        assertThat(next.leadTime()).isEqualTo(launches.leadTime());
        assertThat(next.measured()).isEqualTo(30);
        assertThat(next.seconds()).isEqualTo(launches.seconds());
    }

    @Test
    void leadTimesWithinATwentiethAreAlike() {
        LeadTime one = new LeadTime(Duration.ofSeconds(200));

        assertThat(one.isCloseTo(new LeadTime(Duration.ofSeconds(210)))).isTrue();
        assertThat(one.isCloseTo(new LeadTime(Duration.ofSeconds(211)))).isFalse();
        assertThat(one.isCloseTo(new LeadTime(Duration.ofSeconds(189)))).isFalse();
    }

    @Test
    void cancelledOrdersAreNotMeasured() {
        look(0, 10);
        look(30, 10);
        look(0, 10);
        look(0, 10);

        assertThat(launches.leadTime()).isEqualTo(PRIOR);
        assertThat(launches.overdue()).isFalse();
    }

    @Test
    void launchesThatTakeThreeTimesAsLongAreOverdue() {
        look(0, 10);
        for (int minute = 0; minute < 15; minute++) {
            look(4, 10);
        }
        boolean before = launches.overdue();
        look(4, 10);
        look(4, 10);

        assertThat(before).isFalse();
        assertThat(launches.overdue()).isTrue();
    }

    @Test
    void whereSomeLaunchesArriveOthersThatFailAreNotWaitedFor() {
        LaunchTimes times = new LaunchTimes(new LeadTime(Duration.ofMinutes(5)));
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        for (int minute = 0; minute < 120; minute++) {
            times.observe(at.plus(Duration.ofMinutes(minute)), 4, minute / 10);

            assertThat(times.overdue()).as("minute %d", minute).isFalse();
        }
    }
}
