package dev.tidegate.autoscaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisruptionsTest {
    private static final Duration REPLACED = Duration.ofMinutes(5);
    private static final double DAY = 86_400;

    private final Disruptions disruptions = new Disruptions();
    private Instant now = Instant.parse("2026-03-02T00:00:00Z");

    /** A minute later. */
    private void look(int wanted, int ready) {
        now = now.plus(Duration.ofMinutes(1));
        disruptions.observe(now, wanted, ready, REPLACED);
    }

    @Test
    void whatStopsServingThoughItIsWantedIsLost() {
        look(20, 20);
        assertThat(disruptions.lostShare()).isZero();

        look(20, 15);

        assertThat(disruptions.lostShare()).isEqualTo(0.25);
        assertThat(disruptions.hasJustEnded()).isFalse();
    }

    @Test
    void whatLeavesBecauseLessIsWantedIsNotLost() {
        look(20, 20);

        look(12, 12);
        look(12, 11);

        assertThat(disruptions.lostShare()).isEqualTo(1 / 12.0);
    }

    @Test
    void aClockThatIsSetForwardMakesNoLossLongerAgoAndNothingWatched() {
        look(20, 20);
        look(20, 15);
        double before = disruptions.counts().watched();

        now = now.plus(Duration.ofDays(2));
        disruptions.setAhead(now, Duration.ofDays(2));
        look(20, 15);

        assertThat(disruptions.lostShare()).isEqualTo(0.25);
        assertThat(disruptions.counts().watched() - before).isLessThan(2 * 60.0);
    }

    @Test
    void whatPassedBesideTheClockThatWasSetIsWatched() {
        look(20, 20);
        now = now.plus(Duration.ofHours(1)).plusSeconds(30);
        disruptions.setAhead(now, Duration.ofHours(1));
        look(20, 20);
        assertThat(disruptions.counts().watched()).isCloseTo(90, within(0.1));

        now = now.plusSeconds(30);
        disruptions.setAhead(now, Duration.ofHours(1)); // more than has passed: looked at just now
        look(20, 20);
        assertThat(disruptions.counts().watched()).isCloseTo(150, within(0.1));
    }

    @Test
    void launchesThatDoNotComeAreNotLost() {
        look(10, 10);

        look(20, 10);
        look(20, 10);

        assertThat(disruptions.lostShare()).isZero();
        assertThat(disruptions.hasLosses()).isFalse();
    }

    @Test
    void whatBecomesReadyReplacesTheOldestLoss() {
        look(20, 20);
        look(20, 16);
        look(20, 19);
        assertThat(disruptions.lostShare()).isEqualTo(1 / 20.0);

        look(20, 20);

        assertThat(disruptions.lostShare()).isZero();
        assertThat(disruptions.hasJustEnded()).isTrue();
        look(20, 20);
        assertThat(disruptions.hasJustEnded()).as("told once").isFalse();
    }

    @Test
    void whatNothingReplacesForLongerThanALaunchTakesIsNoLongerWaitedFor() {
        look(20, 20);
        look(20, 15);
        for (int i = 0; i < 5; i++) {
            look(20, 15);
            assertThat(disruptions.lostShare()).isEqualTo(0.25);
        }

        look(20, 15);

        assertThat(disruptions.lostShare()).isZero();
    }

    @Test
    void aLossThatCameBackBitByBitIsNoLonger() {
        look(20, 20);
        look(20, 16);
        look(20, 17);
        look(20, 20);
        assertThat(disruptions.lostShare()).isZero();
        for (int i = 0; i < 10; i++) {
            look(20, 20);
        }

        look(20, 18);

        assertThat(disruptions.lostShare()).isEqualTo(0.1);
    }

    @Test
    void halfOfAFleetIsTheLargestLoss() {
        look(20, 20);

        look(20, 10);

        assertThat(disruptions.lostShare()).isEqualTo(0.5);
        assertThat(Disruptions.lostShare(0)).isEqualTo(0.025);
        assertThat(Disruptions.lostShare(Disruptions.BUCKETS - 1)).isEqualTo(0.475);
    }

    @Test
    void betweenLooksAnHourApartALossLastsAsLongAsItTakesToReplaceIt() {
        look(20, 20);
        look(20, 15);
        now = now.plus(Duration.ofHours(1));
        look(20, 20);

        double watched = 2 * 60 + 3_600;
        assertThat(disruptions.frequency(5))
                .isCloseTo(REPLACED.toSeconds() / (watched + DAY / 4), within(1e-4));
    }

    @Test
    void anOutageIsNoLossThatAReserveAnswers() {
        look(20, 20);

        look(20, 9);

        assertThat(disruptions.lostShare()).isZero();
    }

    @Test
    void aPartIsLostAsOftenAsItWasSeenBesideAQuarterOfADayThatIsPresumedCalm() {
        look(20, 20);
        for (int i = 0; i < 1440; i++) {
            look(20, i % 100 < 5 ? 15 : 20);
        }

        double expected = 15 * REPLACED.toSeconds() / (1.25 * DAY);
        assertThat(disruptions.frequency(5)).isCloseTo(expected, within(0.02 * expected));
        assertThat(Disruptions.lostShare(5)).isCloseTo(0.25, within(0.03));
        for (int bucket = 0; bucket < Disruptions.BUCKETS; bucket++) {
            assertThat(disruptions.frequency(bucket) > 0).isEqualTo(bucket == 5);
        }
    }

    @Test
    void whenOneLooksDoesNotChangeWhatIsCounted() {
        Disruptions seldom = new Disruptions();
        look(20, 20);
        seldom.observe(now, 20, 20, REPLACED);
        for (int i = 0; i <= 600; i++) {
            int ready = i % 100 < 4 ? 15 : 20;
            look(20, ready);
            if (i % 4 == 0) {
                seldom.observe(now, 20, ready, REPLACED);
            }
        }

        assertThat(seldom.frequency(5)).isCloseTo(disruptions.frequency(5), within(1e-12));
    }

    @Test
    void countsGoOnWhereTheyStopped() {
        look(20, 20);
        look(20, 15);
        look(20, 20);
        Disruptions next = new Disruptions();

        next.resume(disruptions.counts(), Duration.ZERO);

        assertThat(next.counts()).isEqualTo(disruptions.counts());
        assertThat(next.hasLosses()).isTrue();
        next.resume(disruptions.counts(), Duration.ofDays(1));
        assertThat(next.frequency(5))
                .isCloseTo(disruptions.frequency(5) / 5, within(0.02 * disruptions.frequency(5)));
    }

    @Test
    void countsOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> new DisruptionCounts(1, List.of(1.0)))
                .hasMessage("expected 10 parts, found 1");
        assertThatThrownBy(() -> new DisruptionCounts(-1, Collections.nCopies(10, 0.0)))
                .hasMessageContaining("negative");
    }
}
