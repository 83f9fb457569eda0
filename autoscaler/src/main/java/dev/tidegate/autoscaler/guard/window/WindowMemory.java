package dev.tidegate.autoscaler.guard.window;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the guards' windows hold at an instant, as one planner hands it to the next. Counts are oldest first.
 *
 * @param floors       that stood, or were decided
 * @param needs        that the followed policies had
 * @param paid         replicas that were paid for
 * @param lastScaleIn  when a floor was last lowered
 * @param unknownUntil what was removed before is not known, and until then it may have been removed within a window
 */
public record WindowMemory(
        Instant at,
        List<ReplicaCount> floors,
        List<ReplicaCount> needs,
        List<ReplicaCount> paid,
        Optional<Instant> lastScaleIn,
        Optional<Instant> unknownUntil) {

    public WindowMemory {
        floors = List.copyOf(floors);
        needs = List.copyOf(needs);
        paid = List.copyOf(paid);
    }

    /** Nothing is known of what was before {@code now}. */
    public static WindowMemory unknown(Instant now, Duration longestWindow) {
        return new WindowMemory(
                now,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(now.plus(longestWindow)));
    }

    /** The same for a clock that was set back to {@code now}: nothing happened later, and all of it as long ago as it was. */
    public WindowMemory notAfter(Instant now) {
        Duration back = Duration.between(now, at);
        if (back.isNegative() || back.isZero()) {
            return this;
        }
        return moved(now, back.negated());
    }

    /** The same for a clock that was set forward to this instant: nothing that happened is longer ago for that. */
    public WindowMemory later(Duration ahead) {
        return moved(at, ahead);
    }

    private WindowMemory moved(Instant now, Duration by) {
        return new WindowMemory(
                now,
                moved(floors, by),
                moved(needs, by),
                moved(paid, by),
                lastScaleIn.map(then -> then.plus(by)),
                unknownUntil.map(then -> then.plus(by)));
    }

    /** This, and what was seen later by who did not know of it, and goes on to wait for as long as it would have. */
    public WindowMemory then(WindowMemory later) {
        return new WindowMemory(
                later.at,
                followed(floors, later.floors),
                followed(needs, later.needs),
                followed(paid, later.paid),
                later.lastScaleIn.or(() -> lastScaleIn),
                later.unknownUntil);
    }

    private static List<ReplicaCount> moved(List<ReplicaCount> counts, Duration by) {
        return counts.stream()
                .map(then -> new ReplicaCount(then.at().plus(by), then.count()))
                .toList();
    }

    private static List<ReplicaCount> followed(
            List<ReplicaCount> before, List<ReplicaCount> later) {
        if (later.isEmpty()) {
            return before;
        }
        Instant from = later.get(0).at();
        return Stream.concat(
                        before.stream().filter(then -> then.at().isBefore(from)), later.stream())
                .toList();
    }
}
