package dev.tidegate.autoscaler.guard.window;

import dev.tidegate.autoscaler.capacity.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** Recent counts of replicas with their instants, for windows and budgets. Not thread-safe. */
final class ReplicaHistory {
    private final Duration kept;
    private final ArrayDeque<ReplicaCount> entries =
            new ArrayDeque<>(); // a count holds until the next entry

    ReplicaHistory(Duration kept) {
        this.kept = kept;
    }

    /** Goes on from what was counted before. */
    void resume(List<ReplicaCount> before) {
        entries.clear();
        entries.addAll(before);
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
            if (!entries.peekFirst().at().isBefore(now.minus(kept))) {
                entries.addFirst(oldest); // it still holds at the window's beginning
                return;
            }
        }
    }

    /** Largest count that held within the window. */
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
            Instant from = entry.at().isBefore(now.minus(kept)) ? now.minus(kept) : entry.at();
            hours += entry.count() * Duration.between(from, until).toMillis() / 3_600_000.0;
            until = from;
        }
        return hours;
    }
}
