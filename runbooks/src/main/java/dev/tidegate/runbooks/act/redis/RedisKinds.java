package dev.tidegate.runbooks.act.redis;

import dev.tidegate.runbooks.act.Actuators;
import java.time.InstantSource;

/** Registers the actuators of this package. */
public final class RedisKinds {
    private RedisKinds() {}

    public static void addTo(Actuators actuators, RedisAccess access, InstantSource clock) {
        actuators
                .with(RedisFlags.KIND, () -> new RedisFlags(access, clock))
                .with(RedisKeys.KIND, () -> new RedisKeys(access, clock))
                .with(RedisParameters.KIND, () -> new RedisParameters(access, clock));
    }
}
