package dev.tidegate.runbooks.act.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.RedisServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;

@Needs(Component.REDIS)
final class RedisKeysIT extends ActuatorContract {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    private static final long IN_2040 = 2_208_988_800L;

    private final RedisServer redis = RedisServer.start();
    private final RedisKeys keys =
            new RedisKeys(new RedisAccess(Optional.empty(), Optional.empty(), false), CLOCK);

    @AfterEach
    void stop() {
        redis.close();
    }

    @Override
    protected Actuator actuator() {
        return keys;
    }

    @Override
    protected Target target() {
        return key("tier");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of("value", TextNode.valueOf("2"), "expires", LongNode.valueOf(IN_2040)));
    }

    @Override
    protected Target absentTarget() {
        return key("no-such-key");
    }

    /** A key that is not there is one without a value. */
    @Override
    protected boolean knowsAbsence() {
        return false;
    }

    private Target key(String key) {
        return RedisKeys.target(redis.address(), key);
    }

    private static SortedMap<String, JsonNode> value(String value) {
        return new TreeMap<>(Map.of("value", TextNode.valueOf(value)));
    }

    private Change plan(SortedMap<String, JsonNode> desired) {
        return keys.plan(observed(keys.read(target())), desired);
    }

    @Test
    void newValueKeepsTheTimeOfExpiry() {
        keys.apply(plan(desired()), held(1));

        keys.apply(plan(value("3")), held(1));

        assertThat(observed(keys.read(target())).field("expires").asLong()).isEqualTo(IN_2040);
        assertThat(observed(keys.read(target())).field("value").asText()).isEqualTo("3");
    }

    /** With the end of a value refused the value is not written either: it would have no end. */
    @Test
    void refusedTimeOfExpiryWritesNothing() {
        keys.apply(plan(value("2")), held(1));
        SortedMap<String, JsonNode> never =
                new TreeMap<>(
                        Map.of(
                                "value", TextNode.valueOf("3"),
                                "expires", LongNode.valueOf(Long.MAX_VALUE)));

        Outcome refused = keys.apply(plan(never), held(1));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
        assertThat(observed(keys.read(target())).field("value").asText()).isEqualTo("2");
    }

    @Test
    void valueAndItsEndTakeTheRightToSetAlone() {
        keys.apply(plan(value("1")), held(1));
        Change change = plan(desired());
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.aclSetUser("default", "-expireat");
        }

        assertThat(keys.apply(change, held(1))).isInstanceOf(Outcome.Done.class);
        assertThat(observed(keys.read(target())).fields()).isEqualTo(desired());
    }

    @Test
    void anyValueAndEndBecomeAnyOther() {
        for (SortedMap<String, JsonNode> before : states("2")) {
            for (SortedMap<String, JsonNode> after : states("3")) {
                keys.apply(plan(before), held(1));
                assertThat(keys.apply(plan(after), held(1)))
                        .as(before + " to " + after)
                        .isInstanceOf(Outcome.Done.class);

                SortedMap<String, JsonNode> left = new TreeMap<>(after);
                left.values().removeIf(JsonNode::isNull);
                assertThat(observed(keys.read(target())).fields()).isEqualTo(left);
            }
        }
    }

    private static List<SortedMap<String, JsonNode>> states(String value) {
        JsonNode none = NullNode.getInstance();
        return List.of(
                new TreeMap<>(Map.of("value", none, "expires", none)),
                new TreeMap<>(Map.of("value", TextNode.valueOf(value), "expires", none)),
                new TreeMap<>(
                        Map.of(
                                "value", TextNode.valueOf(value),
                                "expires", LongNode.valueOf(IN_2040))));
    }

    @Test
    void olderFenceIsRefusedByRedisItself() {
        keys.apply(plan(value("2")), held(7));

        Outcome late = keys.apply(plan(value("3")), held(6));

        assertThat(late)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.FENCED));
        assertThat(observed(keys.read(target())).field("value").asText()).isEqualTo("2");
    }

    @Test
    void keyOfAnotherTypeIsLeftAlone() {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.rpush("tier", "a list");
        }

        assertThat(keys.read(target()))
                .isInstanceOfSatisfying(
                        Unreadable.class, u -> assertThat(u.reason()).isEqualTo(Failure.INVALID));
    }

    @Test
    void missingPasswordIsDenied() {
        try (RedisServer locked = RedisServer.start("--requirepass", "secret")) {
            Target target = RedisKeys.target(locked.address(), "tier");
            var withPassword =
                    new RedisKeys(
                            new RedisAccess(Optional.empty(), Optional.of("secret"), false), CLOCK);

            assertThat(keys.read(target))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            u -> assertThat(u.reason()).isEqualTo(Failure.DENIED));
            observed(withPassword.read(target));
        }
    }

    @Test
    void deadServerIsUnreachableAndAFrozenOneTimesOut() {
        Change change = plan(value("2"));

        redis.freeze();
        assertThat(keys.read(target()))
                .isInstanceOfSatisfying(
                        Unreadable.class, u -> assertThat(u.reason()).isEqualTo(Failure.TIMED_OUT));
        redis.thaw();
        redis.kill9();

        assertThat(keys.apply(change, held(1)))
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        r -> assertThat(r.reason()).isEqualTo(Failure.UNREACHABLE));
    }

    /** The fence is asked between reading and writing: the last moment at which writes can be held up. */
    @Test
    void writeThatStaysUnansweredLeavesTheOutcomeOpen() {
        Change change = plan(value("2"));

        Outcome outcome = keys.apply(change, new PausingFence());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        u -> assertThat(u.reason()).isEqualTo(Failure.TIMED_OUT));
    }

    private final class PausingFence implements Fence {
        @Override
        public long number() {
            return 1;
        }

        @Override
        public boolean stillHeld() {
            try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
                jedis.clientPause(60_000, ClientPauseMode.WRITE);
            }
            return true;
        }
    }
}
