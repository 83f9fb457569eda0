package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.plan.FleetReading;
import dev.tidegate.autoscaler.plan.FleetView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How long replicas took from order to ready, told from looks at the fleet alone, so that launches of the reactive scaler count
 * as well. Orders and arrivals are matched first in, first out. An order lies between two looks and is dated to the earlier
 * one: a lead time is never told too short. Not thread-safe.
 */
final class LaunchTimes {
    private final Deque<Optional<Instant>> orders =
            new ArrayDeque<>(); // oldest first; empty: ordered before the first look
    private Optional<FleetView> last = Optional.empty();

    /** Takes a look, and returns the lead times that ended with it. */
    List<Duration> see(FleetReading reading) {
        if (!(reading instanceof FleetView now)) {
            return List.of(); // what happens unseen is matched at the next look
        }
        List<Duration> ended = last.map(before -> matched(before, now)).orElseGet(() -> begun(now));
        last = Optional.of(now);
        return ended;
    }

    private List<Duration> begun(FleetView now) {
        for (int i = 0; i < now.starting(); i++) {
            orders.addLast(Optional.empty());
        }
        return List.of();
    }

    private List<Duration> matched(FleetView before, FleetView now) {
        int arrived = Math.max(0, now.ready() - before.ready());
        int ordered =
                now.starting()
                        - before.starting()
                        + arrived; // what is new on its way, or already through
        for (int i = 0; i < ordered; i++) {
            orders.addLast(Optional.of(before.at()));
        }
        List<Duration> ended = new ArrayList<>();
        for (int i = 0; i < arrived && !orders.isEmpty(); i++) {
            orders.removeFirst().ifPresent(at -> ended.add(Duration.between(at, now.at())));
        }
        while (orders.size() > now.starting()) {
            orders.removeLast(); // cancelled: scale-in takes back the newest orders
        }
        return ended;
    }
}
