package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What guards may narrow, besides what always holds.
 *
 * @param blastShare       of the fleet that may be removed within {@code blastWindow}; one replica always may
 * @param peakWindow       a scale-in waits until the largest need of this window has passed; zero leaves it to the policy
 * @param drain            the longest request: a scale-in waits this long after the one before
 * @param mostAdded        replicas that one decision may add
 * @param replicaHoursADay that a rolling day may cost
 */
public record GuardSettings(
        Share blastShare,
        Duration blastWindow,
        Duration peakWindow,
        Duration drain,
        OptionalInt mostAdded,
        OptionalDouble replicaHoursADay) {

    /** What a budget is for. */
    public static final Duration BUDGETED = Duration.ofDays(1);

    /** Nothing beyond what always holds. */
    public static final GuardSettings NONE =
            new GuardSettings(
                    Share.of(1),
                    Duration.ofMinutes(5),
                    Duration.ZERO,
                    Duration.ZERO,
                    OptionalInt.empty(),
                    OptionalDouble.empty());

    public GuardSettings {
        notNegative("blastWindow", blastWindow);
        notNegative("peakWindow", peakWindow);
        notNegative("drain", drain);
    }

    public GuardSettings withBlastRadius(Share share, Duration window) {
        return new GuardSettings(share, window, peakWindow, drain, mostAdded, replicaHoursADay);
    }

    /** The longest of the windows that a scale-in waits for; zero where none of them restrains one. */
    public Duration scaleInWindow() {
        Duration blast = blastShare.fraction() < 1 ? blastWindow : Duration.ZERO;
        return longer(blast, longer(peakWindow, drain));
    }

    /** How far back any guard looks. */
    public Duration lookback() {
        return replicaHoursADay.isPresent() ? longer(BUDGETED, scaleInWindow()) : scaleInWindow();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void notNegative(String name, Duration span) {
        if (span.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + span);
        }
    }
}
