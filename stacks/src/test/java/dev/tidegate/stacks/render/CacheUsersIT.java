package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.redis.RedisAccess;
import dev.tidegate.runbooks.act.redis.RedisFlags;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask nodes that watch one another for what, and how what they show is turned over while all of them run. */
@Needs(value = Component.REDIS, installed = true)
class CacheUsersIT {
    private static final String HASH = "tidegate:flags";

    private RunningCache cache;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        cache = new RunningCache(folder);
    }

    @AfterEach
    void stop() {
        cache.close();
    }

    /** Whoever is in the network may reach both ports. */
    @Test
    void whoHasNoNameIsToldWhereThePrimaryIsAndNoMore() {
        int sentinel = cache.node(2).sentinelPort();

        for (String command : List.of("PING", "HSET " + HASH + " static 1", "CONFIG GET *")) {
            assertThat(RunningCache.ask(cache.node(0).port(), "", "", command))
                    .startsWith("NOAUTH");
        }
        assertThat(RunningCache.ask(sentinel, "", "", "SENTINEL GET-MASTER-ADDR-BY-NAME tidegate"))
                .endsWith("\n" + cache.node(0).port());
        for (String command :
                List.of(
                        "SENTINEL FAILOVER tidegate",
                        "SENTINEL REMOVE tidegate",
                        "SENTINEL MASTER tidegate",
                        "ACL LIST")) {
            assertThat(RunningCache.ask(sentinel, "", "", command)).startsWith("NOPERM");
        }
    }

    @Test
    void aGatewayReadsTheFlagsAndNothingElse() {
        int port = cache.node(0).port();

        assertThat(RunningCache.ask(port, "gateway", "gateway-1", "HMGET " + HASH + " static"))
                .isEmpty();
        for (String command :
                List.of(
                        "HSET " + HASH + " static 1",
                        "DEL " + HASH,
                        "HMGET other static",
                        "KEYS *",
                        "FLUSHALL")) {
            assertThat(RunningCache.ask(port, "gateway", "gateway-1", command))
                    .as(command)
                    .contains("NOPERM");
        }
    }

    /** By way of a Sentinel, which is asked without a name, and by the daemon's own client. */
    @Test
    void booksWriteTheFlagsAndNothingElse() {
        RedisFlags flags = books("daemon-1");

        assertThat(set(flags, HASH)).isInstanceOf(Outcome.Done.class);
        assertThat(RunningCache.inside(cache.node(0).port(), "HGET " + HASH + " static"))
                .isEqualTo("1");
        assertThat(flags.read(target("other"))).isInstanceOf(Unreadable.class);
        assertThat(books("other").read(target(HASH))).isInstanceOf(Unreadable.class);
        assertThat(RunningCache.ask(cache.node(0).port(), "daemon", "daemon-1", "FLUSHALL"))
                .contains("NOPERM");
    }

    /** As the timer has it each minute, one node after the other, while all of them run. */
    @Test
    void passwordsAreTurnedOverWhileAllRun() throws Exception {
        cache.kept(2, 1);
        for (int i = 0; i < 3; i++) {
            cache.users(i, "renew", "redis");
            cache.users(i, "renew", "sentinel");
        }
        for (String shown : List.of("daemon-1", "daemon-2")) {
            assertThat(set(books(shown), HASH)).isInstanceOf(Outcome.Done.class);
        }
        cache.kept(3, 2);
        for (int i = 0; i < 3; i++) {
            cache.users(i, "renew", "redis");
            cache.users(i, "renew", "sentinel");
        }

        assertThat(set(books("daemon-2"), HASH)).isInstanceOf(Outcome.Done.class);
        assertThat(set(books("daemon-3"), HASH)).isInstanceOf(Outcome.Done.class);
        assertThat(books("daemon-1").read(target(HASH))).isInstanceOf(Unreadable.class);
        cache.fails(3);
    }

    /** It was off while its others turned it over: both of its processes read it at their start. */
    @Test
    void aNodeThatWasAwayComesBackByWhatIsGoodNow() throws Exception {
        cache.kill(2);
        cache.kept(2, 1);
        for (int i = 0; i < 2; i++) {
            cache.users(i, "renew", "redis");
        }

        cache.users(2, "start", "redis");
        cache.again(2, "node-2");

        assertThat(RunningCache.ask(cache.node(2).port(), "gateway", "gateway-2", "PING"))
                .isEqualTo("PONG");
    }

    @Test
    void whileNobodyCanSayWhatIsGoodItIsWhatItWas() throws Exception {
        cache.shell(0).standIn("aws", "exit 254");

        cache.users(0, "start", "redis");

        assertThat(Files.readString(cache.etc(0, "redis6.conf"))).contains("masterauth");
        assertThat(RunningCache.inside(cache.node(0).port(), "PING")).isEqualTo("PONG");
    }

    /** systemd waits a minute and a half for a start, and ends what takes longer. */
    @Test
    void noRestartWaitsForAParameterStoreThatIsSilent() throws Exception {
        cache.shell(0)
                .standIn("aws", "exec sleep 1000")
                .standIn("timeout", "note \"$1 $2\"", "exec /usr/bin/timeout 1 \"${@:2}\"");

        cache.users(0, "start", "redis");

        assertThat(cache.shell(0).notes()).containsExactly("30 aws");
        assertThat(Files.readString(cache.etc(0, "redis6.conf"))).contains("masterauth");
    }

    private RedisFlags books(String shown) {
        return new RedisFlags(
                new RedisAccess(Optional.of("daemon"), Optional.of(shown), false),
                () -> Instant.EPOCH);
    }

    private Target target(String hash) {
        return RedisFlags.target("tidegate@127.0.0.1:" + cache.node(2).sentinelPort(), hash);
    }

    private Outcome set(RedisFlags flags, String hash) {
        Reading reading = flags.read(target(hash));
        assertThat(reading).isInstanceOf(Observed.class);
        return flags.apply(
                flags.plan(
                        (Observed) reading, new TreeMap<>(Map.of("static", TextNode.valueOf("1")))),
                new Held());
    }

    /** A lease that nobody takes. */
    private static final class Held implements Fence {
        @Override
        public long number() {
            return 1;
        }

        @Override
        public boolean stillHeld() {
            return true;
        }
    }
}
