package dev.tidegate.stacks.settings;

/**
 * The gateway in front of a region's fleets.
 *
 * @param openToWorld whether anyone may reach it on 443, past the edge: production refuses it
 * @param bucket requests a key may send at once
 * @param perSecond requests a second at which a key's bucket refills
 * @param originKey which of the region's keys the edge shows: one more turns it over, and the one before is still taken
 */
public record GatewaySettings(
        String instanceType,
        int instances,
        int bucket,
        int perSecond,
        boolean openToWorld,
        int originKey) {}
