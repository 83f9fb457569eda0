package dev.tidegate.runbooks.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tracks how long each lease was seen without a heartbeat of its holder, on this process's own
 * clock; restarts where the clock is set back.
 */
final class HolderSilence {
    private final Map<String, Heartbeat> firstSeen = new ConcurrentHashMap<>();

    /** Until when a holder keeps the lease if it shows no heartbeat newer than this one. */
    Instant until(String name, long fence, long renewals, Duration ttl, Instant now) {
        Heartbeat heartbeat =
                firstSeen.merge(
                        name,
                        new Heartbeat(fence, renewals, now),
                        (old, fresh) ->
                                old.isSame(fresh) && !now.isBefore(old.first) ? old : fresh);
        return heartbeat.first().plus(ttl);
    }

    void forget(String name) {
        firstSeen.remove(name);
    }

    private record Heartbeat(long fence, long renewals, Instant first) {
        boolean isSame(Heartbeat other) {
            return fence == other.fence && renewals == other.renewals;
        }
    }
}
