package dev.tidegate.stacks.settings;

/** What faces the world: requests a key may send in five minutes before the firewall answers for us. */
public record EdgeSettings(int perKeyInFiveMinutes) {}
