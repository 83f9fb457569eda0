package dev.tidegate.stacks.settings;

import java.util.List;

/** One region: its name, its private range (a /16) and the zones used. */
public record RegionSettings(String name, String cidr, List<String> zones) {
    public RegionSettings {
        zones = List.copyOf(zones);
    }
}
