package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** Recent counts of replicas with their instants, for windows and budgets. Not thread-safe. */
final class FloorLog {
    private record Entry(Instant at, int count) {}

    private final Duration kept;
    private final ArrayDeque<Entry> entries =
            new ArrayDeque<>(); // a count holds until the next entry

    FloorLog(Duration kept) {
        this.kept = kept;
    }

    void add(Instant at, Replicas floor) {
        if (entries.isEmpty() || entries.peekLast().count() != floor.count()) {
            entries.addLast(new Entry(at, floor.count()));
        }
        forget(at);
    }

    private void forget(Instant now) {
        while (entries.size() > 1) {
            Entry oldest = entries.removeFirst();
            if (!entries.peekFirst().at().isBefore(now.minus(kept))) {
                entries.addFirst(oldest); // it still holds at the window's beginning
                return;
            }
        }
    }

    /** Largest count that held within the window. */
    Replicas peak() {
        return Replicas.of(entries.stream().mapToInt(Entry::count).max().orElse(0));
    }

    /** Replica-hours within the window. */
    double hours(Instant now) {
        double hours = 0;
        Instant until = now;
        var newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            Instant from = entry.at().isBefore(now.minus(kept)) ? now.minus(kept) : entry.at();
            hours += entry.count() * Duration.between(from, until).toMillis() / 3_600_000.0;
            until = from;
        }
        return hours;
    }
}
