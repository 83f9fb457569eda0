package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads many targets with few calls: the caller that finds the last result too old refreshes all of
 * them, and concurrent callers wait for it. A failure is cached like any reading. Thread-safe.
 */
final class BatchedReads {
    private final int batchSize;
    private final Function<List<Target>, Map<Target, Reading>> reader;
    private final TreeMap<String, Target> watched = new TreeMap<>();
    private final Map<Target, Reading> latest = new HashMap<>();
    private Instant refreshedAt = Instant.MIN;

    /**
     * @param batchSize the most targets of one call
     * @param reader gives a reading for each target it is given
     */
    BatchedReads(int batchSize, Function<List<Target>, Map<Target, Reading>> reader) {
        this.batchSize = batchSize;
        this.reader = reader;
    }

    /** Includes the target from the next refresh on. */
    synchronized void watch(Target target) {
        watched.put(target.toString(), target);
    }

    /** The reading, at most {@code age} old; empty for a target that is not watched. */
    synchronized Optional<Reading> get(Target target, Instant now, Duration age) {
        if (!watched.containsKey(target.toString())) {
            return Optional.empty();
        }
        boolean fresh = !refreshedAt.isAfter(now) && refreshedAt.isAfter(now.minus(age));
        if (!fresh || !latest.containsKey(target)) {
            refresh();
            refreshedAt = now;
        }
        return Optional.ofNullable(latest.get(target));
    }

    private void refresh() {
        List<Target> all = new ArrayList<>(watched.values());
        for (int from = 0; from < all.size(); from += batchSize) {
            latest.putAll(reader.apply(all.subList(from, Math.min(all.size(), from + batchSize))));
        }
    }
}
