package dev.tidegate.autoscaler.guard.window;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contents of the guards' windows at an instant, as one planner hands them to the next. Counts are oldest first.
 *
 * @param floors       floors that were in effect or were decided
 * @param needs        needs of the followed policies
 * @param paid         replicas that were paid for
 * @param lastScaleIn  when a floor was last lowered
 * @param unknownUntil until when there may have been unknown removals within a window
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

    /** No knowledge of what was before {@code now}. */
    public static WindowMemory unknown(Instant now, Duration longestWindow) {
        return new WindowMemory(
                now,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(now.plus(longestWindow)));
    }

    /** The contents after the clock was set back to {@code now}: no event is later than that, and all keep their age. */
    public WindowMemory clockSetBack(Instant now) {
        Duration back = Duration.between(now, at);
        if (back.isNegative() || back.isZero()) {
            return this;
        }
        return moved(now, back.negated());
    }

    /** The contents after the clock was set forward by {@code jump}, to this instant: all events keep their age. */
    public WindowMemory clockSetForward(Duration jump) {
        return moved(at, jump);
    }

    private WindowMemory moved(Instant now, Duration by) {
        return new WindowMemory(
                now,
                moved(floors, by),
                moved(needs, by),
                moved(paid, by),
                lastScaleIn.map(instant -> instant.plus(by)),
                unknownUntil.map(instant -> instant.plus(by)));
    }

    /**
     * These contents followed by {@code later} ones of a planner that did not know them, whose wait for the unknown is
     * kept.
     */
    public WindowMemory followedBy(WindowMemory later) {
        return new WindowMemory(
                later.at,
                concat(floors, later.floors),
                concat(needs, later.needs),
                concat(paid, later.paid),
                later.lastScaleIn.or(() -> lastScaleIn),
                later.unknownUntil);
    }

    private static List<ReplicaCount> moved(List<ReplicaCount> counts, Duration by) {
        return counts.stream()
                .map(count -> new ReplicaCount(count.at().plus(by), count.count()))
                .toList();
    }

    private static List<ReplicaCount> concat(List<ReplicaCount> earlier, List<ReplicaCount> later) {
        if (later.isEmpty()) {
            return earlier;
        }
        Instant from = later.get(0).at();
        return Stream.concat(
                        earlier.stream().filter(count -> count.at().isBefore(from)), later.stream())
                .toList();
    }
}
