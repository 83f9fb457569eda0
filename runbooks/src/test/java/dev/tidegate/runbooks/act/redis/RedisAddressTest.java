package dev.tidegate.runbooks.act.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisAddressTest {
    private final RedisKeys keys =
            new RedisKeys(
                    new RedisAccess(Optional.empty(), Optional.empty(), false),
                    InstantSource.system());

    @Test
    void anAddressThatIsNoneIsToldWithWhatIsExpected() {
        List.of("cache.internal", "cache:", "cache:port", "main@cache", "@cache:6379", "main@")
                .forEach(
                        address ->
                                assertThat(
                                                keys.read(
                                                        Target.of(
                                                                RedisKeys.KIND,
                                                                Map.of(
                                                                        "address", address, "key",
                                                                        "k"))))
                                        .as(address)
                                        .isInstanceOfSatisfying(
                                                Unreadable.class,
                                                u -> {
                                                    assertThat(u.reason())
                                                            .isEqualTo(Failure.INVALID);
                                                    assertThat(u.detail())
                                                            .contains("host:port")
                                                            .contains(address);
                                                }));
    }
}
