package dev.tidegate.runbooks.act.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/**
 * Flags that services read from one hash: each field is a flag, its value text. Several change
 * atomically.
 */
public final class RedisFlags extends RedisActuator {
    public static final String KIND = "redis-flags";
    private static final TargetShape SHAPE =
            TargetShape.of(Set.of("address", "hash"), List.of()).withOpenFields();
    private static final FencedScript SCRIPT =
            new FencedScript(
                    """
                    local set, cleared = {'HSET', KEYS[1]}, {'HDEL', KEYS[1]}
                    for i = 3, #ARGV, 3 do
                      if ARGV[i] == 'set' then
                        set[#set + 1] = ARGV[i + 1]
                        set[#set + 1] = ARGV[i + 2]
                      else cleared[#cleared + 1] = ARGV[i + 1] end
                    end
                    if #set > 2 then redis.call(unpack(set)) end
                    if #cleared > 2 then
                      local answer = redis.pcall(unpack(cleared))
                      if type(answer) == 'table' and answer.err then
                        if #set > 2 then return redis.error_reply('PARTLY ' .. answer.err) end
                        return answer
                      end
                    end
                    """);

    public RedisFlags(RedisAccess access, InstantSource clock) {
        super(KIND, SHAPE, access, clock);
    }

    public static Target target(String address, String hash) {
        return Target.of(KIND, Map.of("address", address, "hash", hash));
    }

    @Override
    SortedMap<String, JsonNode> fields(Target target, Jedis jedis) {
        var fields = new TreeMap<String, JsonNode>();
        jedis.hgetAll(target.coordinate("hash"))
                .forEach((flag, value) -> fields.put(flag, TextNode.valueOf(value)));
        return fields;
    }

    @Override
    Optional<Outcome> write(Change change, Fence fence, Jedis jedis) {
        List<String> arguments = new ArrayList<>();
        for (FieldChange flag : change.fields()) {
            arguments.add(flag.after().isNull() ? "clear" : "set");
            arguments.add(flag.field());
            arguments.add(flag.after().asText());
        }
        return SCRIPT.run(jedis, change.target().coordinate("hash"), fence, arguments);
    }
}
