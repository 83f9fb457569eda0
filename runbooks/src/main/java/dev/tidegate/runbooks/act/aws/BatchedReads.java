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
 * Looks at many targets by few calls: whoever finds that the last look is too old looks at all of them, and the others wait for
 * what it sees. A failure is an answer too, and is not asked for again before its time. Thread-safe.
 */
final class BatchedReads {
    private final int atOnce;
    private final Function<List<Target>, Map<Target, Reading>> look;
    private final TreeMap<String, Target> watched = new TreeMap<>();
    private final Map<Target, Reading> seen = new HashMap<>();
    private Instant lastLook = Instant.MIN;

    /**
     * @param atOnce targets of one call at the most
     * @param look   answers for each target that it is given
     */
    BatchedReads(int atOnce, Function<List<Target>, Map<Target, Reading>> look) {
        this.atOnce = atOnce;
        this.look = look;
    }

    /** Looks at this one too from the next look on. */
    synchronized void watch(Target target) {
        watched.put(target.toString(), target);
    }

    /** What was seen within {@code age}; empty for a target that is not watched. */
    synchronized Optional<Reading> at(Target target, Instant now, Duration age) {
        if (!watched.containsKey(target.toString())) {
            return Optional.empty();
        }
        boolean fresh = !lastLook.isAfter(now) && lastLook.isAfter(now.minus(age));
        if (!fresh || !seen.containsKey(target)) {
            lookAtAll();
            lastLook = now;
        }
        return Optional.ofNullable(seen.get(target));
    }

    private void lookAtAll() {
        List<Target> all = new ArrayList<>(watched.values());
        for (int from = 0; from < all.size(); from += atOnce) {
            seen.putAll(look.apply(all.subList(from, Math.min(all.size(), from + atOnce))));
        }
    }
}
