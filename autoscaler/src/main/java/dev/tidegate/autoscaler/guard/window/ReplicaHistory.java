package dev.tidegate.autoscaler.guard.window;

import dev.tidegate.autoscaler.capacity.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** Recent replica counts with their times, for windows and budgets. Not thread-safe. */
final class ReplicaHistory {
    private final Duration window;
    // A count holds until the next entry.
    private final ArrayDeque<ReplicaCount> entries = new ArrayDeque<>();

    ReplicaHistory(Duration window) {
        this.window = window;
    }

    /** Replaces the counts by earlier ones. */
    void resume(List<ReplicaCount> earlier) {
        entries.clear();
        entries.addAll(earlier);
    }

    /** Oldest first. */
    List<ReplicaCount> counts() {
        return List.copyOf(entries);
    }

    void add(Instant at, Replicas replicas) {
        if (entries.isEmpty() || entries.peekLast().count() != replicas.count()) {
            entries.addLast(new ReplicaCount(at, replicas.count()));
        }
        forget(at);
    }

    private void forget(Instant now) {
        while (entries.size() > 1) {
            ReplicaCount oldest = entries.removeFirst();
            if (!entries.peekFirst().at().isBefore(now.minus(window))) {
                entries.addFirst(oldest); // still in effect at the start of the window
                return;
            }
        }
    }

    /** Largest count in effect within the window. */
    Replicas peak() {
        return Replicas.of(entries.stream().mapToInt(ReplicaCount::count).max().orElse(0));
    }

    /** Replica-hours within the window. */
    double hours(Instant now) {
        double hours = 0;
        Instant until = now;
        var newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            ReplicaCount entry = newestFirst.next();
            Instant from = entry.at().isBefore(now.minus(window)) ? now.minus(window) : entry.at();
            hours += entry.count() * Duration.between(from, until).toMillis() / 3_600_000.0;
            until = from;
        }
        return hours;
    }
}
