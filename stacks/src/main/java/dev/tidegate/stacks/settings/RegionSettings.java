package dev.tidegate.stacks.settings;

import java.util.List;

/**
 * One region: its name, its private range (a /16) and the zones used.
 *
 * @param ranges which part of the range each zone has, in the order of the zones
 */
public record RegionSettings(String name, String cidr, List<String> zones, List<Integer> ranges) {
    public RegionSettings {
        zones = List.copyOf(zones);
        ranges = List.copyOf(ranges);
    }

    /**
     * Parts by the zones' letters: a zone that takes another's place has one of its own, for the old one's subnets stand until the new one's
     * do, and the order of the zones moves nothing.
     */
    public static List<Integer> byLetter(List<String> zones) {
        return zones.stream().map(zone -> zone.charAt(zone.length() - 1) - 'a').toList();
    }
}
