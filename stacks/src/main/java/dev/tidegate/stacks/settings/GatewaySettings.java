package dev.tidegate.stacks.settings;

import java.util.List;

/**
 * The gateway in front of a region's fleets.
 *
 * @param openToWorld whether anyone may reach it on 443 without the edge; production refuses it
 * @param bucket size of a key's token bucket, in requests
 * @param perSecond refill rate of a key's token bucket, in requests a second
 * @param originKey number of the key that the edge sends: raising it by one rotates it, and the previous one stays valid
 * @param keys names of the secrets that list the accepted API keys; empty to accept every key
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
