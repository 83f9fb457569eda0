package dev.tidegate.runbooks.act.redis;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/**
 * A script that Redis runs atomically, and only for a fencing token not older than the newest it
 * has seen for the key: a holder that was paused for longer than its lease writes nothing when it
 * wakes up.
 */
final class FencedScript {
    private static final Duration FENCE_TTL = Duration.ofDays(30); // no pause lasts longer
    private static final String CHECK =
            """
            local newest = tonumber(redis.call('GET', KEYS[2]) or '0')
            if newest > tonumber(ARGV[1]) then return newest end
            redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
            """;
    private static final String ACCEPTED = "\nreturn -1\n";

    private final String script;

    /** The body finds the key in KEYS[1] and its own arguments from ARGV[3] on. */
    FencedScript(String body) {
        this.script = CHECK + body + ACCEPTED;
    }

    Optional<Outcome> run(Jedis jedis, String key, Fence fence, List<String> arguments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                Long.toString(fence.number()),
                                Long.toString(FENCE_TTL.toSeconds())));
        all.addAll(arguments);
        // The braces put both keys on the same node of a cluster.
        String fenceKey = "tidegate:fence:{" + key + "}";
        Object newest = jedis.eval(script, List.of(key, fenceKey), all);
        return newest instanceof Long number && number >= 0
                ? Optional.of(
                        new Outcome.Permanent(
                                Failure.FENCED,
                                "Redis has seen fence "
                                        + number
                                        + ", this one is "
                                        + fence.number()
                                        + "; where the ledger was begun anew since, delete the key "
                                        + fenceKey))
                : Optional.empty();
    }
}
