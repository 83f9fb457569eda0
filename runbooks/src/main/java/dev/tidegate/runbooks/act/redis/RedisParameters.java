package dev.tidegate.runbooks.act.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/**
 * The server's own parameters ({@code CONFIG SET}), such as {@code maxmemory}: each field is a
 * parameter, its value text. They last until the server restarts. Sizes may be given as
 * {@code 64mb}; they are planned in bytes, as Redis reports them.
 */
final class RedisParameters extends RedisActuator {
    static final String KIND = "redis-config";
    private static final TargetShape SHAPE =
            TargetShape.of(Set.of("address"), List.of()).withOpenFields();
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(b|k|kb|m|mb|g|gb)");

    RedisParameters(RedisAccess access, InstantSource clock) {
        super(KIND, SHAPE, access, clock);
    }

    static Target target(String address) {
        return Target.of(KIND, Map.of("address", address));
    }

    @Override
    public Change plan(Observed before, SortedMap<String, JsonNode> desired) {
        var inBytes = new TreeMap<String, JsonNode>();
        desired.forEach((name, value) -> inBytes.put(name, inBytes(value)));
        return super.plan(before, inBytes);
    }

    private static JsonNode inBytes(JsonNode value) {
        Matcher size = SIZE.matcher(value.asText().toLowerCase(Locale.ROOT));
        return size.matches()
                ? TextNode.valueOf(
                        Long.toString(Long.parseLong(size.group(1)) * bytes(size.group(2))))
                : value;
    }

    private static long bytes(String unit) {
        return switch (unit) {
            case "k" -> 1_000L;
            case "kb" -> 1L << 10;
            case "m" -> 1_000_000L;
            case "mb" -> 1L << 20;
            case "g" -> 1_000_000_000L;
            case "gb" -> 1L << 30;
            default -> 1L;
        };
    }

    @Override
    SortedMap<String, JsonNode> fields(Target target, Jedis jedis) {
        var fields = new TreeMap<String, JsonNode>();
        jedis.configGet("*")
                .forEach(
                        (name, value) -> {
                            if (!isSecret(name)) {
                                fields.put(name, TextNode.valueOf(value));
                            }
                        });
        return fields;
    }

    /** Sets all parameters or none: Redis rolls back when it refuses one. */
    @Override
    Optional<Outcome> write(Change change, Fence fence, Jedis jedis) {
        var parameters = new TreeMap<String, String>();
        for (FieldChange field : change.fields()) {
            if (isSecret(field.field()) || field.after().isNull()) {
                String why =
                        field.after().isNull()
                                ? " cannot be taken away"
                                : " is a secret, and those stay out of books";
                return Optional.of(new Outcome.Permanent(Failure.INVALID, field.field() + why));
            }
            parameters.put(field.field(), field.after().asText());
        }
        jedis.configSet(parameters);
        return Optional.empty();
    }

    /** Observed values are written to the ledger, which must not hold secrets. */
    private static boolean isSecret(String parameter) {
        return parameter.contains("pass") || parameter.contains("auth");
    }
}
