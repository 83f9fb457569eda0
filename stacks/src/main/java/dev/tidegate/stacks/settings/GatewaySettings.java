package dev.tidegate.stacks.settings;

import java.util.List;

/**
 * The gateway in front of a region's fleets.
 *
 * @param openToWorld whether anyone may reach it on 443, past the edge: production refuses it
 * @param bucket requests a key may send at once
 * @param perSecond requests a second at which a key's bucket refills
 * @param originKey which of the region's keys the edge shows: one more turns it over, and the one before is still taken
 * @param keys secrets that list the keys which are served, by name; none where every key is
 */
public record GatewaySettings(
        String instanceType,
        int instances,
        int bucket,
        int perSecond,
        boolean openToWorld,
        int originKey,
        List<String> keys) {
    public GatewaySettings {
        keys = List.copyOf(keys);
    }
}
