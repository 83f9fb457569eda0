package dev.tidegate.stacks.settings;

/** The edge: requests that one API key may send in five minutes before the firewall blocks it. */
public record EdgeSettings(int perKeyInFiveMinutes) {}
