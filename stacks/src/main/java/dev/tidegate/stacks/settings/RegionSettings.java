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
     * Default ranges, by the zones' letters: a zone that replaces another needs a range of its own, since the old subnets exist until the new
     * ones do, and the order in which zones are listed does not matter.
     */
    public static List<Integer> byLetter(List<String> zones) {
        return zones.stream().map(zone -> zone.charAt(zone.length() - 1) - 'a').toList();
    }
}
