package dev.tidegate.autoscaler.guard.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.guard.GuardSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final GuardSettings GUARDS =
            new GuardSettings(
                    Share.of(0.3),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(20),
                    Duration.ofMinutes(10),
                    OptionalInt.empty(),
                    OptionalDouble.of(100));

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    /** Ten replicas for an hour, then six. */
    private static Windows seen() {
        Windows windows = new Windows(GUARDS);
        windows.recordPaid(START, Replicas.of(10));
        windows.recordNeed(START, Replicas.of(10), Replicas.of(9));
        windows.recordPaid(after(60), Replicas.of(10));
        windows.recordNeed(after(60), Replicas.of(10), Replicas.of(6));
        windows.recordDecision(after(60), Replicas.of(10), Replicas.of(6));
        return windows;
    }

    @Test
    void windowsThatGoOnAreLikeThoseThatNeverEnded() {
        Windows next = new Windows(GUARDS);
        next.resume(seen().memory(after(61)));

        for (Windows windows : List.of(seen(), next)) {
            windows.recordPaid(after(64), Replicas.of(6));
            windows.recordNeed(after(64), Replicas.of(6), Replicas.of(6));
            assertThat(windows.peakFloor()).isEqualTo(Replicas.of(10));
            assertThat(windows.peakNeed()).isEqualTo(Replicas.of(9));
            assertThat(windows.isDrained(after(64))).isFalse();
            assertThat(windows.isDrained(after(70))).isTrue();
            assertThat(windows.affordable(after(64))).contains(Replicas.of(89)); // 10.67 are spent
        }
        assertThat(next.memory(after(65))).isEqualTo(resumedAndSeen().memory(after(65)));
    }

    private static Windows resumedAndSeen() {
        Windows windows = seen();
        windows.recordPaid(after(64), Replicas.of(6));
        windows.recordNeed(after(64), Replicas.of(6), Replicas.of(6));
        return windows;
    }

    @Test
    void aWindowForgetsWhatEndedBeforeItBegan() {
        Windows windows = new Windows(GUARDS);
        windows.recordNeed(START, Replicas.of(10), Replicas.of(9));
        windows.recordNeed(after(1), Replicas.of(6), Replicas.of(5));

        windows.recordNeed(
                after(6), Replicas.of(6), Replicas.of(5)); // ten stood until five minutes ago
        assertThat(windows.peakFloor()).isEqualTo(Replicas.of(10));
        windows.recordNeed(after(7), Replicas.of(6), Replicas.of(5));
        assertThat(windows.peakFloor()).isEqualTo(Replicas.of(6));

        windows.recordNeed(after(21), Replicas.of(6), Replicas.of(5));
        assertThat(windows.peakNeed()).isEqualTo(Replicas.of(9));
        windows.recordNeed(after(22), Replicas.of(6), Replicas.of(5));
        assertThat(windows.peakNeed()).isEqualTo(Replicas.of(5));
    }

    @Test
    void whatWasDecidedStandsInTheWindowBeforeItIsSeen() {
        Windows windows = new Windows(GUARDS);
        windows.recordNeed(START, Replicas.of(10), Replicas.of(9));

        windows.recordDecision(START, Replicas.of(10), Replicas.of(15));

        assertThat(windows.peakFloor()).isEqualTo(Replicas.of(15));
    }

    @Test
    void onlyWhatWasTakenAwayIsWaitedForAndUntilTheLongestRequestIsOver() {
        Windows windows = new Windows(GUARDS);
        windows.recordDecision(START, Replicas.of(10), Replicas.of(6));
        windows.recordDecision(after(5), Replicas.of(6), Replicas.of(6));
        windows.recordDecision(after(6), Replicas.of(6), Replicas.of(7));

        assertThat(windows.isDrained(after(10).minusMillis(1))).isFalse();
        assertThat(windows.isDrained(after(10))).isTrue();
    }

    @Test
    void aDayLaterWhatWasSpentIsFreeAgain() {
        Windows windows = new Windows(GUARDS);
        windows.recordPaid(START, Replicas.of(10));
        Instant nextDay = START.plus(Duration.ofDays(1));

        assertThat(windows.affordable(after(30))).contains(Replicas.of(95));

        windows.recordPaid(after(60), Replicas.NONE);
        assertThat(windows.affordable(nextDay)).contains(Replicas.of(90));
        assertThat(windows.affordable(nextDay.plus(Duration.ofMinutes(30))))
                .contains(Replicas.of(95));
        assertThat(windows.affordable(nextDay.plus(Duration.ofMinutes(60))))
                .contains(Replicas.of(100));
    }

    @Test
    void withoutABudgetNothingIsCounted() {
        Windows windows = new Windows(GuardSettings.NONE);
        windows.resume(seen().memory(after(61)));
        windows.recordPaid(after(61), Replicas.of(10));

        assertThat(windows.affordable(after(62))).isEmpty();
        assertThat(windows.memory(after(62)).paid()).isEmpty();
    }

    @Test
    void whatIsResumedReplacesWhatWasThere() {
        Windows windows = new Windows(GUARDS);
        windows.recordNeed(START, Replicas.of(20), Replicas.of(20));

        windows.resume(seen().memory(after(61)));

        assertThat(windows.memory(after(61))).isEqualTo(seen().memory(after(61)));
    }

    @Test
    void whatIsNotKnownIsKnownOnceTheLongestWindowHasPassed() {
        Windows windows = new Windows(GUARDS);
        assertThat(windows.isHistoryKnown(START)).isTrue();

        windows.resume(WindowMemory.unknown(START, GUARDS.scaleInWindow()));

        assertThat(windows.isHistoryKnown(after(19))).isFalse();
        assertThat(windows.isHistoryKnown(after(20))).isTrue();
    }

    @Test
    void windowsThatRestrainNothingAreNotWaitedFor() {
        assertThat(GuardSettings.NONE.scaleInWindow()).isZero();
        assertThat(GuardSettings.NONE.lookback()).isZero();
        assertThat(GUARDS.lookback()).isEqualTo(Duration.ofDays(1));
        assertThat(GUARDS.scaleInWindow()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void noWindowIsNegative() {
        assertThatThrownBy(
                        () ->
                                GuardSettings.NONE.withBlastRadius(
                                        Share.of(0.3), Duration.ofSeconds(-1)))
                .hasMessage("blastWindow must not be negative, was PT-1S");
    }

    @Test
    void aClockThatWasSetBackLeavesEverythingAsLongAgoAsItWas() {
        WindowMemory before = seen().memory(after(62));

        WindowMemory back = before.clockSetBack(after(12));

        assertThat(back.at()).isEqualTo(after(12));
        assertThat(back.lastScaleIn()).contains(after(10));
        assertThat(back.paid()).containsExactly(new ReplicaCount(after(-50), 10));
        assertThat(before.clockSetBack(after(62))).isEqualTo(before);
        assertThat(before.clockSetBack(after(63))).isEqualTo(before);
    }

    @Test
    void aClockThatWasSetForwardLeavesEverythingAsLongAgoAsItWas() {
        WindowMemory before = WindowMemory.unknown(START, GUARDS.scaleInWindow());
        WindowMemory later = seen().memory(after(62)).clockSetForward(Duration.ofMinutes(50));

        assertThat(before.clockSetForward(Duration.ofMinutes(50)).unknownUntil())
                .contains(after(70));
        assertThat(later.floors())
                .containsExactly(new ReplicaCount(after(50), 10), new ReplicaCount(after(110), 6));
        assertThat(later.lastScaleIn()).contains(after(110));
        assertThat(later.at()).isEqualTo(after(62));
    }

    @Test
    void whatWasSeenLaterReplacesWhatWasSaidOfThatTime() {
        WindowMemory past =
                new WindowMemory(
                        after(50),
                        List.of(new ReplicaCount(after(10), 20), new ReplicaCount(after(40), 5)),
                        List.of(),
                        List.of(),
                        Optional.of(after(30)),
                        Optional.empty());
        WindowMemory own =
                new WindowMemory(
                        after(60),
                        List.of(new ReplicaCount(after(35), 14)),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(after(55)));

        WindowMemory both = past.followedBy(own);

        assertThat(both.floors())
                .containsExactly(new ReplicaCount(after(10), 20), new ReplicaCount(after(35), 14));
        assertThat(both.lastScaleIn()).contains(after(30));
        assertThat(both.unknownUntil()).contains(after(55));
        assertThat(past.followedBy(WindowMemory.unknown(after(60), Duration.ZERO)).floors())
                .isEqualTo(past.floors());
    }
}
