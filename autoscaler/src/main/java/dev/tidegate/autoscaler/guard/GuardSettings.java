package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Settings of the guards; the bounds are given separately.
 *
 * @param blastShare       share of the fleet that may be removed within {@code blastWindow}, but at least one replica
 * @param peakWindow       a scale-in waits until the largest need of this window has passed; zero leaves that to the
 *     policy
 * @param drain            the longest request: a scale-in waits this long after the previous one
 * @param maxAdded         replicas that one decision may add
 * @param replicaHoursADay replica-hours that a rolling day may cost
 */
public record GuardSettings(
        Share blastShare,
        Duration blastWindow,
        Duration peakWindow,
        Duration drain,
        OptionalInt maxAdded,
        OptionalDouble replicaHoursADay) {

    /** The period of a budget. */
    public static final Duration BUDGET_PERIOD = Duration.ofDays(1);

    /** No restriction. */
    public static final GuardSettings NONE =
            new GuardSettings(
                    Share.of(1),
                    Duration.ofMinutes(5),
                    Duration.ZERO,
                    Duration.ZERO,
                    OptionalInt.empty(),
                    OptionalDouble.empty());

    public GuardSettings {
        requireNotNegative("blastWindow", blastWindow);
        requireNotNegative("peakWindow", peakWindow);
        requireNotNegative("drain", drain);
    }

    public GuardSettings withBlastRadius(Share share, Duration window) {
        return new GuardSettings(share, window, peakWindow, drain, maxAdded, replicaHoursADay);
    }

    /** The longest of the windows that delay a scale-in; zero if none does. */
    public Duration scaleInWindow() {
        Duration blast = blastShare.fraction() < 1 ? blastWindow : Duration.ZERO;
        return longer(blast, longer(peakWindow, drain));
    }

    /** The longest time that any guard looks back. */
    public Duration lookback() {
        return replicaHoursADay.isPresent()
                ? longer(BUDGET_PERIOD, scaleInWindow())
                : scaleInWindow();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void requireNotNegative(String name, Duration span) {
        if (span.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + span);
        }
    }
}
