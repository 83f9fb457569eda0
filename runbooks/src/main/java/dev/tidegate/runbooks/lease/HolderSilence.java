package dev.tidegate.runbooks.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long each lease has been seen without a sign of its holder, on this process's own clock; it begins anew where that is set back. */
final class HolderSilence {
    private final Map<String, Sign> since = new ConcurrentHashMap<>();

    /** The moment until which a holder last seen with this sign of life keeps the lease. */
    Instant until(String name, long fence, long renewals, Duration ttl, Instant now) {
        Sign seen =
                since.merge(
                        name,
                        new Sign(fence, renewals, now),
                        (old, fresh) ->
                                old.isSame(fresh) && !now.isBefore(old.first) ? old : fresh);
        return seen.first().plus(ttl);
    }

    void forget(String name) {
        since.remove(name);
    }

    private record Sign(long fence, long renewals, Instant first) {
        boolean isSame(Sign other) {
            return fence == other.fence && renewals == other.renewals;
        }
    }
}
