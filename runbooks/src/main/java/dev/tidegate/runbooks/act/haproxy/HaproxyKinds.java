package dev.tidegate.runbooks.act.haproxy;

import dev.tidegate.runbooks.act.Actuators;
import java.time.InstantSource;

/** Registers the actuators of this package. */
public final class HaproxyKinds {
    private HaproxyKinds() {}

    public static void addTo(Actuators actuators, InstantSource clock) {
        actuators
                .with(HaproxyMaps.KIND, () -> new HaproxyMaps(clock))
                .with(HaproxyServers.KIND, () -> new HaproxyServers(clock));
    }
}
