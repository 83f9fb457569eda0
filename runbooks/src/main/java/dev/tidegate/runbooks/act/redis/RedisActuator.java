package dev.tidegate.runbooks.act.redis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.ReadThenWrite;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.wire.ExchangeDeadline;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Actuator for targets in one Redis; each read and write opens its own connection. */
abstract class RedisActuator extends ReadThenWrite {
    private final RedisAccess access;

    RedisActuator(String kind, TargetShape shape, RedisAccess access, InstantSource clock) {
        super(kind, shape, clock);
        this.access = access;
    }

    abstract SortedMap<String, JsonNode> fields(Target target, Jedis jedis);

    /** Writes; returns why Redis itself refused, such as an older fencing token. */
    abstract Optional<Outcome> write(Change change, Fence fence, Jedis jedis);

    @Override
    public final Reading read(Target target) {
        Optional<Unreadable> objection = access.objection(target);
        if (objection.isPresent()) {
            return objection.get();
        }
        try (ExchangeDeadline deadline = new ExchangeDeadline(RedisAccess.CALL_LIMIT)) {
            Jedis jedis;
            try {
                jedis = access.connect(target, deadline);
            } catch (JedisException e) {
                return access.redacted(RedisErrors.ofConnecting(e));
            }
            try (jedis) {
                return observed(target, OddReplyException.guard(() -> fields(target, jedis)));
            } catch (JedisException e) {
                return RedisErrors.ofRead(e, deadline);
            }
        }
    }

    @Override
    protected final Optional<Outcome> write(Change change, Observed now, Fence fence) {
        try (ExchangeDeadline deadline = new ExchangeDeadline(RedisAccess.CALL_LIMIT)) {
            Jedis jedis;
            try {
                jedis = access.connect(change.target(), deadline);
            } catch (JedisException e) {
                return Optional.of(
                        access.redacted(RedisErrors.ofConnecting(e)).outcomeBeforeWrite());
            }
            try (jedis) {
                return OddReplyException.guard(() -> write(change, fence, jedis));
            } catch (JedisException e) {
                return Optional.of(RedisErrors.ofWrite(e, deadline));
            }
        }
    }
}
