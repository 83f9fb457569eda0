package dev.tidegate.runbooks.act.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/**
 * String keys, from Redis 7.0 on ({@code EXPIRETIME}). A change is one command, which Redis does
 * whole or refuses. {@code expires} is the time, in seconds since 1970, at which Redis deletes the key:
 * such a mitigation ends even when no process is left to undo it.
 */
final class RedisKeys extends RedisActuator {
    static final String KIND = "redis-key";
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("address", "key"),
                    List.of(
                            FieldShape.settable("value", FieldShape.Type.TEXT),
                            FieldShape.settable("expires", FieldShape.Type.NUMBER)));
    private static final String KEEP = "keep";
    private static final FencedScript SCRIPT =
            new FencedScript(
                    """
                    local value, expires = ARGV[3], ARGV[5]
                    if value == 'clear' then redis.call('DEL', KEYS[1])
                    elseif value == 'set' and expires == 'set' then redis.call('SET', KEYS[1], ARGV[4], 'EXAT', ARGV[6])
                    elseif value == 'set' and expires == 'clear' then redis.call('SET', KEYS[1], ARGV[4])
                    elseif value == 'set' then redis.call('SET', KEYS[1], ARGV[4], 'KEEPTTL')
                    elseif expires == 'set' then redis.call('EXPIREAT', KEYS[1], ARGV[6])
                    else redis.call('PERSIST', KEYS[1]) end
                    """);

    RedisKeys(RedisAccess access, InstantSource clock) {
        super(KIND, SHAPE, access, clock);
    }

    static Target target(String address, String key) {
        return Target.of(KIND, Map.of("address", address, "key", key));
    }

    @Override
    SortedMap<String, JsonNode> fields(Target target, Jedis jedis) {
        var fields = new TreeMap<String, JsonNode>();
        @Nullable String value = jedis.get(target.coordinate("key"));
        if (value != null) {
            fields.put("value", TextNode.valueOf(value));
        }
        long expires = jedis.expireTime(target.coordinate("key"));
        if (expires >= 0) { // below are "never" and "no such key"
            fields.put("expires", LongNode.valueOf(expires));
        }
        return fields;
    }

    @Override
    Optional<Outcome> write(Change change, Fence fence, Jedis jedis) {
        return SCRIPT.run(
                jedis,
                change.target().coordinate("key"),
                fence,
                List.of(
                        verb(change, "value"),
                        change.after("value").asText(),
                        verb(change, "expires"),
                        Long.toString(change.after("expires").asLong())));
    }

    private static String verb(Change change, String field) {
        if (change.fields().stream().map(FieldChange::field).noneMatch(field::equals)) {
            return KEEP;
        }
        return change.after(field).isNull() ? "clear" : "set";
    }
}
