package dev.tidegate.runbooks.act.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.RedisServer;
import dev.tidegate.runbooks.rig.server.SentinelServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

@Needs(Component.REDIS)
final class RedisFlagsIT extends ActuatorContract {
    private final RedisServer redis = RedisServer.start();
    private final RedisFlags flags =
            new RedisFlags(
                    new RedisAccess(Optional.empty(), Optional.empty(), false), RedisKeysIT.CLOCK);

    @AfterEach
    void stop() {
        redis.close();
    }

    @Override
    protected Actuator actuator() {
        return flags;
    }

    @Override
    protected Target target() {
        return RedisFlags.target(redis.address(), "flags");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of("force-cache", TextNode.valueOf("1"), "static", TextNode.valueOf("0")));
    }

    @Override
    protected Target absentTarget() {
        return RedisFlags.target(redis.address(), "no-such-hash");
    }

    /** A hash that is not there is one without flags. */
    @Override
    protected boolean knowsAbsence() {
        return false;
    }

    @Test
    void flagsFollowTheMasterThatSentinelElects() {
        try (RedisServer replica = RedisServer.startReplicaOf(redis);
                SentinelServer sentinel = SentinelServer.watching(redis, 1)) {
            Target target =
                    RedisFlags.target(SentinelServer.MASTER + "@" + sentinel.address(), "flags");
            assertThat(set(target)).isInstanceOf(Outcome.Done.class);
            Awaitility.await().until(() -> knowsReplica(sentinel));

            redis.kill9();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(set(target)).isInstanceOf(Outcome.Done.class));
            try (Jedis jedis = new Jedis("127.0.0.1", replica.port())) {
                assertThat(jedis.hget("flags", "force-cache")).isEqualTo("1");
            }
        }
    }

    private static boolean knowsReplica(SentinelServer sentinel) {
        try (Jedis jedis = new Jedis("127.0.0.1", sentinel.port())) {
            return !jedis.sentinelReplicas(SentinelServer.MASTER).isEmpty();
        }
    }

    private Outcome set(Target target) {
        return flags.read(target) instanceof Observed now
                ? flags.apply(flags.plan(now, desired()), held(1))
                : new Outcome.Retriable(Failure.UNREACHABLE, "");
    }

    /** One flag is set, the other stays: neither all of it nor nothing was done, and the outcome says neither. */
    @Test
    void clientThatMaySetAndNotClearLeavesTheOutcomeOpen() {
        flags.apply(plan(desired()), held(1));
        Change change =
                plan(
                        new TreeMap<>(
                                Map.of(
                                        "force-cache", NullNode.getInstance(),
                                        "static", TextNode.valueOf("1"))));
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.aclSetUser("default", "-hdel");
        }

        assertThat(flags.apply(change, held(1)))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        partly -> {
                            assertThat(partly.reason()).isEqualTo(Failure.DENIED);
                            assertThat(partly.detail()).startsWith("PARTLY ");
                        });
        assertThat(observed(flags.read(target())).field("static").asText()).isEqualTo("1");
    }

    @Test
    void clientThatMayNotClearClearsNothing() {
        flags.apply(plan(desired()), held(1));
        Change change = plan(new TreeMap<>(Map.of("static", NullNode.getInstance())));
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.aclSetUser("default", "-hdel");
        }

        assertThat(flags.apply(change, held(1)))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        denied -> assertThat(denied.reason()).isEqualTo(Failure.DENIED));
    }

    private Change plan(SortedMap<String, JsonNode> desired) {
        return flags.plan(observed(flags.read(target())), desired);
    }

    @Test
    void aServerThatIsFullIsTriedAgain() {
        Change change = flags.plan((Observed) flags.read(target()), desired());
        HostAndPort server = HostAndPort.from(redis.address());
        try (Jedis first = new Jedis(server)) {
            first.configSet("maxclients", "1");

            assertThat(actuator().apply(change, held(1)))
                    .isInstanceOfSatisfying(
                            Outcome.Retriable.class,
                            full -> assertThat(full.reason().isPermanent()).isFalse());
        }
    }
}
