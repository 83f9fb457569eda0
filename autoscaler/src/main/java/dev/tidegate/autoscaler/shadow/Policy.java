package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.signal.Signal;
import java.time.Duration;
import java.util.Locale;

/**
 * A rule from demand to replicas: the largest value of a signal in the last {@code hold}, times {@code headroom}.
 *
 * @param overReactive never less than the newest demand itself
 */
record Policy(Signal signal, boolean overReactive, Duration hold, double headroom) {

    Policy {
        if (hold.isNegative() || hold.isZero()) {
            throw new IllegalArgumentException("hold must be positive, was " + hold);
        }
        if (!(headroom > 0)) {
            throw new IllegalArgumentException("headroom must be positive, was " + headroom);
        }
    }

    String label() {
        return String.format(
                Locale.ROOT,
                "%s%s, hold %d s, x%.3g",
                signal.label(),
                overReactive ? " over reactive" : "",
                hold.toSeconds(),
                headroom);
    }
}
